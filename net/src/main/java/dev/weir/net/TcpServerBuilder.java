package dev.weir.net;

import dev.weir.Fn;
import dev.weir.Pipeline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.BiConsumer;

/** Collects what a server needs before it listens. For one thread. */
public final class TcpServerBuilder {
    private static final System.Logger LOG = System.getLogger("dev.weir.net");

    private final InetSocketAddress address;
    private TcpLimits limits = TcpLimits.defaults();
    private int connections = 1_024;
    private Transport transport = Transport.NIO;
    private BiConsumer<TcpConnection, Throwable> failures =
            (connection, cause) -> LOG.log(System.Logger.Level.DEBUG, () -> "the " + connection + " has failed", cause);

    TcpServerBuilder(InetSocketAddress address) {
        this.address = address;
    }

    /**
     * How many conversations there may be at once. A connection counts until it is closed and the run that served it is
     * over. At the most, nothing is accepted: those that come wait in the system's backlog.
     *
     * @param most at least 1; 1,024 unless given
     * @return this builder
     * @throws IllegalArgumentException if most is less than 1
     */
    public TcpServerBuilder connections(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a server must serve >= 1 connection but was given " + most
                    + "; TcpServer.pause stops it from accepting for a while");
        }
        connections = most;
        return this;
    }

    /**
     * What each connection may hold, and for how long.
     *
     * @param given the limits
     * @return this builder
     */
    public TcpServerBuilder limits(TcpLimits given) {
        limits = Objects.requireNonNull(given);
        return this;
    }

    /**
     * What moves the bytes.
     *
     * @param given {@link Transport#NIO} unless given
     * @return this builder
     */
    public TcpServerBuilder transport(Transport given) {
        transport = Objects.requireNonNull(given);
        return this;
    }

    /**
     * What is told of conversations that fail or break; without it they are logged at level DEBUG.
     *
     * @param told called on any thread; must not block
     * @return this builder
     */
    public TcpServerBuilder onFailure(BiConsumer<TcpConnection, Throwable> told) {
        failures = Objects.requireNonNull(told);
        return this;
    }

    /**
     * Listens, and serves each connection by a run of its own.
     *
     * @param conversation declares what is said on a connection. Called on an event loop: it must not block. If it throws,
     *     the connection is reset
     * @return a server, which is listening
     * @throws IOException if the address cannot be had
     * @throws IllegalStateException if the transport is not available here
     */
    public TcpServer serve(Fn<? super TcpConnection, ? extends Pipeline<?>> conversation) throws IOException {
        TcpServer server =
                new TcpServer(Objects.requireNonNull(conversation), connections, limits, transport, failures);
        server.listen(address);
        return server;
    }
}
