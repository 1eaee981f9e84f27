package dev.weir.net;

import dev.weir.Duplex;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * Conversations over TCP: a {@link Duplex} of bytes for each connection, which layers are put on.
 *
 * {@snippet :
 * TcpServer server = Tcp.server(7000).serve(connection -> connection.through(Lines.utf8(8 * 1024))
 *         .answer(requests -> requests.mapConcurrent(16, service::reply)));
 * }
 *
 * <p>Bytes are read from a socket only while the flow takes them, at most {@link TcpLimits#chunk} at a time; they are
 * written only while the peer takes them. The clean end of what is said closes the outgoing half; the end of what is heard
 * is the peer's closing of its half. When both have ended, the connection is closed. Any other ending resets it, as an end
 * could be taken for a clean one.
 */
public final class Tcp {
    private Tcp() {}

    /**
     * A server on all addresses of this machine.
     *
     * @param port 0 for any that is free
     * @return a builder
     */
    public static TcpServerBuilder server(int port) {
        return server(new InetSocketAddress(port));
    }

    /**
     * A server on one address.
     *
     * @param address where it listens
     * @return a builder
     */
    public static TcpServerBuilder server(InetSocketAddress address) {
        return new TcpServerBuilder(address);
    }

    /**
     * Connects. Never blocks; waits at most for {@link TcpLimits#connectTimeout}.
     *
     * @param address where to
     * @return the connection, which must be used or closed; or an {@link java.io.IOException} as the cause of its failure
     */
    public static CompletionStage<TcpConnection> connect(InetSocketAddress address) {
        return connect(address, TcpLimits.defaults());
    }

    /**
     * Connects with other limits.
     *
     * @param address where to
     * @param limits what may be held, and for how long
     * @return the connection, which must be used or closed; or an {@link java.io.IOException} as the cause of its failure
     */
    public static CompletionStage<TcpConnection> connect(InetSocketAddress address, TcpLimits limits) {
        return connect(address, limits, Transport.NIO);
    }

    /**
     * Connects by another transport.
     *
     * @param address where to
     * @param limits what may be held, and for how long
     * @param transport what moves the bytes
     * @return the connection, which must be used or closed; or an {@link java.io.IOException} as the cause of its failure
     * @throws IllegalStateException if the transport is not available here
     */
    public static CompletionStage<TcpConnection> connect(
            InetSocketAddress address, TcpLimits limits, Transport transport) {
        return Dialing.connect(address, limits, transport);
    }
}
