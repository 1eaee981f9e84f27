package dev.weir.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** TLS 1.3 and 1.2 of the JDK beneath HTTP, with the ciphers that HTTP/2 allows, and the choice of the version of HTTP. */
final class Tls {
    /** The name of HTTP/2 when the two ends choose. */
    static final String H2 = "h2";

    private static final String HTTP1 = "http/1.1";
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final SslContext context;

    private Tls(SslContext context) {
        this.context = context;
    }

    private static ApplicationProtocolConfig choice(List<String> offered) {
        return new ApplicationProtocolConfig(
                Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, offered);
    }

    /** Of a server, with keys that are in a context. */
    static Tls server(SSLContext keys) {
        return of(keys, false, List.of(H2, HTTP1));
    }

    /** Of a server, with a chain of certificates and a key in files of PEM. */
    static Tls server(Path certificates, Path key) throws IOException {
        try {
            return new Tls(SslContextBuilder.forServer(certificates.toFile(), key.toFile())
                    .sslProvider(SslProvider.JDK)
                    .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(choice(List.of(H2, HTTP1)))
                    .protocols(VERSIONS)
                    .build());
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException(
                    "TLS must have its certificates and its key in PEM but " + certificates + " and " + key
                            + " are not: " + e.getMessage(),
                    e);
        }
    }

    /** Of a client, which trusts what is in a context, and may offer HTTP/2. */
    static Tls client(SSLContext trusted, boolean http2) {
        return of(trusted, true, http2 ? List.of(H2, HTTP1) : List.of(HTTP1));
    }

    private static Tls of(SSLContext context, boolean client, List<String> offered) {
        return new Tls(new JdkSslContext(
                context,
                client,
                Http2SecurityUtil.CIPHERS,
                SupportedCipherSuiteFilter.INSTANCE,
                choice(offered),
                ClientAuth.NONE,
                VERSIONS,
                false));
    }

    /** Puts it beneath what a channel will speak, on a server. */
    SslHandler beneath(Channel channel, Duration handshake) {
        return added(channel, context.newHandler(channel.alloc()), handshake);
    }

    /** The same on a client, which wants to know that it speaks to this host. */
    SslHandler beneath(Channel channel, Origin origin, Duration handshake) {
        SslHandler handler = context.newHandler(channel.alloc(), origin.host(), origin.port());
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        handler.engine().setSSLParameters(parameters);
        return added(channel, handler, handshake);
    }

    private static SslHandler added(Channel channel, SslHandler handler, Duration handshake) {
        handler.setHandshakeTimeoutMillis(Math.max(1, handshake.toMillis()));
        channel.pipeline().addLast(handler);
        return handler;
    }
}
