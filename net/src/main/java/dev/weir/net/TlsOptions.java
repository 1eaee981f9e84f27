package dev.weir.net;

import dev.weir.Capacity;
import dev.weir.Layer;
import dev.weir.LayerRoom;
import dev.weir.LogicLayer;
import dev.weir.Make;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How TLS is spoken. Immutable; each {@code with...} answers another one.
 *
 * @param protocols what is offered by ALPN, or chosen from, in the order of preference; empty: no ALPN
 * @param handshakeTimeout how long the handshake may take
 * @param onHandshake told the engine when the handshake is done, which knows the session, the application protocol and who
 *     was asked for; must not block
 */
public record TlsOptions(List<String> protocols, Duration handshakeTimeout, Consumer<SSLEngine> onHandshake) {
    private static final int RECORD = 17 * 1024;

    /** Checks them. */
    public TlsOptions {
        protocols = List.copyOf(protocols);
        Objects.requireNonNull(onHandshake);
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "handshakeTimeout must be > 0 but was " + handshakeTimeout + "; ten seconds suit most");
        }
    }

    /**
     * No ALPN, ten seconds for the handshake, nobody is told.
     *
     * @return the options
     */
    public static TlsOptions defaults() {
        return new TlsOptions(List.of(), Duration.ofSeconds(10), engine -> {});
    }

    /**
     * With ALPN.
     *
     * @param names such as {@code h2}, in the order of preference
     * @return other options
     */
    public TlsOptions withProtocols(String... names) {
        return new TlsOptions(List.of(names), handshakeTimeout, onHandshake);
    }

    /**
     * With another time for the handshake.
     *
     * @param timeout more than 0
     * @return other options
     */
    public TlsOptions withHandshakeTimeout(Duration timeout) {
        return new TlsOptions(protocols, timeout, onHandshake);
    }

    /**
     * With somebody who is told when the handshake is done.
     *
     * @param told given the engine; must not block
     * @return other options
     */
    public TlsOptions withOnHandshake(Consumer<SSLEngine> told) {
        return new TlsOptions(protocols, handshakeTimeout, told);
    }

    /**
     * The server's side.
     *
     * @param context has the key
     * @return a layer
     */
    public LogicLayer<byte[], byte[], byte[], byte[]> server(SSLContext context) {
        Objects.requireNonNull(context);
        return layer(() -> {
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            return engine;
        });
    }

    /**
     * The client's side. The peer's certificate must be for this name.
     *
     * @param context knows whom to trust
     * @param host the name of the peer, sent to it (SNI) and checked
     * @param port its port
     * @return a layer
     */
    public LogicLayer<byte[], byte[], byte[], byte[]> client(SSLContext context, String host, int port) {
        Objects.requireNonNull(context);
        Objects.requireNonNull(host);
        return layer(() -> {
            SSLEngine engine = context.createSSLEngine(host, port);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            return engine;
        });
    }

    /**
     * With engines of one's own, for what is not offered here: client certificates, choosing a key by the name that was
     * asked for, another provider.
     *
     * @param make makes the engine of one conversation; ALPN is set on it if it was given here
     * @return a layer
     */
    public LogicLayer<byte[], byte[], byte[], byte[]> layer(Make<SSLEngine> make) {
        Capacity records = Capacity.items(2).<byte[]>weighing(8L * RECORD, 4L * RECORD, bytes -> bytes.length);
        LayerRoom room = new LayerRoom(records, records, Capacity.items(2), records, 4);
        return Layer.stateful("tls", room, () -> new TlsLogic(engine(make), handshakeTimeout, onHandshake));
    }

    private SSLEngine engine(Make<SSLEngine> make) throws Exception {
        SSLEngine engine = Objects.requireNonNull(make.make(), "an engine must be made but null was");
        if (!protocols.isEmpty()) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setApplicationProtocols(protocols.toArray(String[]::new));
            engine.setSSLParameters(parameters);
        }
        return engine;
    }
}
