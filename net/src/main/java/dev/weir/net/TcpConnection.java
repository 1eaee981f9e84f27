package dev.weir.net;

import dev.weir.Duplex;
import dev.weir.Layer;
import java.net.InetSocketAddress;

/** One connection: a conversation in bytes, and what is known of it besides. Any thread may use it. */
public final class TcpConnection implements AutoCloseable {
    private final SocketHandler socket;
    private final Duplex<byte[], byte[]> duplex;

    TcpConnection(SocketHandler socket) {
        this.socket = socket;
        this.duplex = Duplex.of(socket.source(), socket.sink());
    }

    /**
     * The conversation.
     *
     * @return both directions, to be run once, in one pipeline
     */
    public Duplex<byte[], byte[]> duplex() {
        return duplex;
    }

    /**
     * With a layer on top.
     *
     * @param layer the layer
     * @param <I> what is heard then
     * @param <O> what is said then
     * @return the upper end
     */
    public <I, O> Duplex<I, O> through(Layer<byte[], byte[], I, O> layer) {
        return duplex.through(layer);
    }

    /**
     * Who is at the other end.
     *
     * @return its address
     */
    public InetSocketAddress remoteAddress() {
        return socket.remoteAddress();
    }

    /** Resets it, if it is open: whoever runs it is told. Never blocks. */
    @Override
    public void close() {
        socket.cut("the connection was closed here");
    }

    @Override
    public String toString() {
        return "connection with " + remoteAddress();
    }
}
