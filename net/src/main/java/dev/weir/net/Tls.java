package dev.weir.net;

import dev.weir.LogicLayer;
import javax.net.ssl.SSLContext;

/**
 * TLS as a layer over any conversation in bytes, also one that has been going on for a while: see
 * {@link dev.weir.Duplex#divert}. It is the JDK's own TLS. Nothing goes up or down before the handshake is done; what is
 * said meanwhile is held back.
 *
 * <p>The end of what is said is told to the peer by close-notify. A conversation below that ends without one was cut off,
 * and fails: an attacker could have done that. With TLS 1.3 the other direction goes on after a close-notify; older versions
 * end both.
 *
 * <p>Holds, beside its links, a record that is not complete, what was taken with it, and an item that is being sealed.
 */
public final class Tls {
    private Tls() {}

    /**
     * The server's side, with defaults; see {@link TlsOptions} for more.
     *
     * @param context has the key
     * @return a layer
     */
    public static LogicLayer<byte[], byte[], byte[], byte[]> server(SSLContext context) {
        return TlsOptions.defaults().server(context);
    }

    /**
     * The client's side, with defaults; see {@link TlsOptions} for more. The peer's certificate must be for this name.
     *
     * @param context knows whom to trust
     * @param host the name of the peer, sent to it (SNI) and checked
     * @param port its port
     * @return a layer
     */
    public static LogicLayer<byte[], byte[], byte[], byte[]> client(SSLContext context, String host, int port) {
        return TlsOptions.defaults().client(context, host, port);
    }
}
