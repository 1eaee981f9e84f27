package dev.weir.net;

import dev.weir.DrainReport;
import dev.weir.Fn;
import dev.weir.Pause;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.net.internal.Listener;
import dev.weir.net.internal.Loops;
import dev.weir.net.internal.Places;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Serves conversations over TCP, each connection by a run of its own. Connections are accepted one at a time and only
 * while there is a place: what cannot be served yet waits in the system's backlog, and is refused by the system when that is
 * full. A place is taken until the connection is closed and its run is over.
 *
 * <p>The process stays alive while a server is open. Any thread may use it.
 */
public final class TcpServer implements AutoCloseable {
    private final Fn<? super TcpConnection, ? extends Pipeline<?>> conversation;
    private final TcpLimits limits;
    private final BiConsumer<TcpConnection, Throwable> failures;
    private final Listener listener;
    private final Set<Running<?>> runs = ConcurrentHashMap.newKeySet();
    private final Set<TcpConnection> open = ConcurrentHashMap.newKeySet();

    TcpServer(
            Fn<? super TcpConnection, ? extends Pipeline<?>> conversation,
            int connections,
            TcpLimits limits,
            Transport transport,
            BiConsumer<TcpConnection, Throwable> failures) {
        this.conversation = conversation;
        this.limits = limits;
        this.failures = failures;
        this.listener = new Listener(Loops.shared(transport), connections);
    }

    void listen(InetSocketAddress address) throws IOException {
        listener.listen(address, this::accepted);
    }

    /** Its place is free when the connection is closed and the run is over: two holders. */
    private void accepted(Channel channel) {
        SocketHandler socket = Wires.configure(channel, limits);
        TcpConnection connection = new TcpConnection(socket);
        Places.Place place = Listener.placeOf(channel);
        open.add(connection);
        var _ = channel.closeFuture().addListener(closed -> open.remove(connection));
        place.hold();
        try {
            Running<?> run = conversation.apply(connection).start();
            runs.add(run);
            socket.runBy(run);
            var _ = run.result().whenComplete((value, failure) -> {
                runs.remove(run);
                if (failure != null) {
                    failures.accept(connection, failure);
                }
                place.letGo();
            });
        } catch (Throwable t) {
            failures.accept(connection, t);
            connection.close();
            place.letGo();
        }
    }

    /**
     * Where it listens.
     *
     * @return the address, with the port it got
     * @throws IllegalStateException if it does not listen any more
     */
    public InetSocketAddress address() {
        return listener.address();
    }

    /**
     * The port it listens on.
     *
     * @return the port
     */
    public int port() {
        return address().getPort();
    }

    /**
     * How many places are taken.
     *
     * @return connections that are open, or whose run is not over
     */
    public int connections() {
        return listener.places().taken();
    }

    /**
     * Accepts nothing until all who have paused it let go; what is connected goes on. No connection is lost: those that
     * come wait in the backlog.
     *
     * @param holder who pauses, for people
     * @return lets go
     */
    public Pause pause(String holder) {
        return listener.places().pause(holder);
    }

    /**
     * Stops gracefully: accepts no more, asks each conversation to {@linkplain Running#drain drain}, and cuts what is not
     * over in time. Blocks; an interrupt cuts at once. Not for event loops.
     *
     * @param within how long to wait
     * @return whether all runs ended by themselves, and how many were cut
     */
    public DrainReport drain(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        listener.stop();
        for (Running<?> run : runs) {
            Thread.startVirtualThread(() -> run.drain(within));
        }
        boolean empty = listener.places().awaitEmpty(deadline);
        int left = empty ? 0 : runs.size();
        close();
        return new DrainReport(left == 0, left);
    }

    /** Stops at once: resets all connections, and tells those who work for them. */
    @Override
    public void close() {
        listener.stop();
        open.forEach(TcpConnection::close);
    }
}
