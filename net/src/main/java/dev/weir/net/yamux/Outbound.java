package dev.weir.net.yamux;

import dev.weir.Ending;
import dev.weir.Writer;
import dev.weir.net.mux.Holdback;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a stream says. The flow hands over its items, which wait here until it is the stream's turn; it is held back as
 * {@link Holdback} says. A clean end is the end of this half; any other ending resets the stream.
 */
final class Outbound implements Writer<byte[], @Nullable Void> {
    private final MuxStream stream;
    private final Holdback holdback;
    private final AtomicBoolean opened = new AtomicBoolean();
    private final Queue<byte[]> handed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable Throwable dead;
    private volatile @Nullable Consumer<Throwable> broken;

    private final ArrayDeque<byte[]> waiting = new ArrayDeque<>(); // the session's
    private int sentOfFirst; // the session's

    Outbound(MuxStream stream, Holdback holdback) {
        this.stream = stream;
        this.holdback = holdback;
    }

    // ---- the flow

    @Override
    public void open(Runnable whenDrained, Consumer<Throwable> whenBroken) throws IOException {
        if (!opened.compareAndSet(false, true)) {
            throw new IOException("a stream must be written by one run but was written before; open another one");
        }
        holdback.onRoom(whenDrained);
        broken = whenBroken;
        Throwable cause = dead;
        if (cause != null) {
            whenBroken.accept(cause);
        }
        stream.session.later(stream::begin);
    }

    @Override
    public boolean write(byte[] item) {
        if (item.length == 0) {
            return true;
        }
        boolean room = holdback.handedOver(item.length);
        handed.add(item);
        if (scheduled.compareAndSet(false, true)) {
            stream.session.later(this::hand);
        }
        return room;
    }

    @Override
    public @Nullable Void finish() {
        stream.session.later(() -> {
            hand();
            stream.saysNoMore();
        });
        return null;
    }

    @Override
    public void abort(Ending ending) {
        stream.session.later(() ->
                stream.reset(new IOException("what was said on the stream has ended otherwise than done: " + ending)));
    }

    /** Nobody has begun to write, and nobody will. */
    void endUnlessOpen() {
        if (opened.compareAndSet(false, true)) {
            stream.saysNoMore();
        }
    }

    // ---- the session

    private void hand() {
        scheduled.set(false);
        for (byte[] next = handed.poll(); next != null; next = handed.poll()) {
            if (stream.wants(next.length)) {
                waiting.add(next);
            } else {
                holdback.left(next.length);
            }
        }
    }

    /** Makes a frame of the next bytes, which there must be. */
    byte[] frame(Head head) {
        ByteBuffer frame = ByteBuffer.allocate(Head.SIZE + (int) head.length());
        head.write(frame);
        while (frame.hasRemaining()) {
            byte[] first = waiting.element();
            int count = Math.min(frame.remaining(), first.length - sentOfFirst);
            frame.put(first, sentOfFirst, count);
            sentOfFirst += count;
            if (sentOfFirst == first.length) {
                waiting.remove();
                sentOfFirst = 0;
            }
        }
        return frame.array();
    }

    /** So many bytes are on the wire. */
    void left(long bytes) {
        holdback.left(bytes);
    }

    /** The peer takes more. */
    void allowed(long bytes) {
        holdback.allowed(bytes);
    }

    /** Other streams have made room. */
    void look() {
        holdback.look();
    }

    /** Nothing more is sent: lets go of what waits. */
    void clear() {
        long bytes = -sentOfFirst;
        for (byte[] item : waiting) {
            bytes += item.length;
        }
        waiting.clear();
        sentOfFirst = 0;
        holdback.left(bytes);
    }

    void broke(Throwable cause) {
        dead = cause;
        Consumer<Throwable> told = broken;
        if (told != null) {
            told.accept(cause);
        }
    }
}
