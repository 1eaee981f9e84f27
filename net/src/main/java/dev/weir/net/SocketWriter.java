package dev.weir.net;

import dev.weir.Ending;
import dev.weir.Writer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way from a flow into a socket. The channel counts the bytes that wait, from the moment they are handed over, and
 * says when they are too many and when they are few again.
 */
final class SocketWriter implements Writer<byte[], @Nullable Void> {
    private final SocketHandler socket;
    private final AtomicBoolean opened = new AtomicBoolean();
    private volatile @Nullable Throwable dead;
    private volatile @Nullable Runnable drained;
    private volatile @Nullable Consumer<Throwable> broken;

    SocketWriter(SocketHandler socket) {
        this.socket = socket;
    }

    @Override
    public void open(Runnable whenDrained, Consumer<Throwable> whenBroken) throws IOException {
        if (!opened.compareAndSet(false, true)) {
            throw new IOException("a connection must be written by one run but was written before;"
                    + " declare one pipeline for both directions");
        }
        drained = whenDrained;
        broken = whenBroken;
        Throwable cause = dead;
        if (cause != null) {
            whenBroken.accept(cause);
        }
    }

    @Override
    public boolean write(byte[] item) {
        ChannelPromise promise = socket.channel.newPromise();
        var _ = promise.addListener(done -> socket.moved());
        var _ = socket.channel.write(Unpooled.wrappedBuffer(item), promise);
        boolean room = socket.channel.isWritable();
        if (!room) {
            var _ = socket.channel.flush();
        }
        return room;
    }

    @Override
    public void flush() {
        var _ = socket.channel.flush();
    }

    @Override
    public @Nullable Void finish() {
        socket.sent();
        return null;
    }

    @Override
    public void abort(Ending ending) {
        socket.cut("the conversation has ended otherwise than done: " + ending);
    }

    /** Nobody will write any more who has not begun to. */
    void endUnlessOpen() {
        if (opened.compareAndSet(false, true)) {
            socket.sent();
        }
    }

    void drained() {
        Runnable told = drained;
        if (told != null) {
            told.run();
        }
    }

    void broke(Throwable cause) {
        dead = cause;
        Consumer<Throwable> told = broken;
        if (told != null) {
            told.accept(cause);
        }
    }
}
