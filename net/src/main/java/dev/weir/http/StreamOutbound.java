package dev.weir.http;

import dev.weir.Ending;
import dev.weir.Writer;
import dev.weir.http.internal.TrailerFields;
import dev.weir.net.mux.Holdback;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body that a stream sends. The flow that makes it is held back by the stream's window, by the bytes of it that are
 * unsent, and by what all streams of the connection have unsent (see {@link Holdback}); a byte is unsent until the socket
 * has taken it.
 *
 * <p>The flow's thread copies each item into buffers for the event loop, which queues them behind the windows. A clean end
 * is the last thing sent, with the trailers if there are some. Any other ending is told to the stream, which is reset.
 */
final class StreamOutbound implements Writer<ByteBuffer, @Nullable Void> {
    private final Http2Stream stream;
    private final OptionalLong length;
    private final Supplier<Headers> trailers;
    private final Holdback holdback;
    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable Throwable dead;
    private volatile @Nullable Consumer<Throwable> broken;
    private long written; // the flow's own
    private Runnable heldBack = () -> {}; // the flow's own, once it has begun

    /** Of this stream, which has sent no body yet; the trailers are asked for once, at the clean end, by the flow. */
    StreamOutbound(Http2Stream stream, OptionalLong length, Supplier<Headers> trailers) {
        this.stream = stream;
        this.length = length;
        this.trailers = trailers;
        HttpLimits limits = stream.connection.limits;
        this.holdback = new Holdback(
                stream.connection.windows.budget, stream.send.window(), limits.highMark(), limits.lowMark());
    }

    /** What is run on the loop when the peer holds it back for the first time; said before the flow begins. */
    void onHeldBack(Runnable told) {
        heldBack = () -> stream.connection.onLoop(told);
    }

    // ---- the flow

    @Override
    public void open(Runnable whenDrained, Consumer<Throwable> whenBroken) {
        holdback.onRoom(whenDrained);
        broken = whenBroken;
        Throwable cause = dead;
        if (cause != null) {
            whenBroken.accept(cause);
        }
    }

    @Override
    public boolean write(ByteBuffer item) {
        ByteBuffer left = item.duplicate();
        int weight = left.remaining();
        written += weight;
        if (length.isPresent() && written > length.getAsLong()) {
            throw new IllegalStateException("a body must have the " + length.getAsLong()
                    + " bytes that were declared but has more; declare the right length, or none");
        }
        boolean room = holdback.handedOver(weight);
        while (left.hasRemaining()) {
            int count = Math.min(left.remaining(), HttpLimits.CHUNK);
            ByteBuf piece = stream.connection.channel.alloc().directBuffer(count);
            piece.writeBytes(left.slice(left.position(), count));
            left.position(left.position() + count);
            queue.add(piece);
        }
        schedule();
        if (!room) {
            heldBack.run();
            heldBack = () -> {};
        }
        return room;
    }

    @Override
    public @Nullable Void finish() {
        if (length.isPresent() && written < length.getAsLong()) {
            var tooShort = new IllegalStateException("a body must have the " + length.getAsLong()
                    + " bytes that were declared but ended after " + written + "; declare the right length, or none");
            abort(new Ending.Failed("writing", tooShort));
            throw tooShort;
        }
        try {
            queue.add(TrailerFields.sent(trailers.get()));
        } catch (RuntimeException e) {
            abort(new Ending.Failed("trailers", e));
            throw e;
        }
        schedule();
        return null;
    }

    @Override
    public void abort(Ending ending) {
        queue.add(ending);
        schedule();
    }

    // ---- the loop

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            stream.connection.onLoop(this::hand);
        }
    }

    private void hand() {
        scheduled.set(false);
        stream.bodyComes();
        for (Object next = queue.poll(); next != null; next = queue.poll()) {
            switch (next) {
                case ByteBuf piece -> {
                    int weight = piece.readableBytes();
                    if (!stream.queue(piece)) {
                        holdback.left(weight);
                    }
                }
                case Headers behind -> stream.endQueue(behind);
                case Ending ending -> stream.bodyFailed(ending);
                default -> throw new IllegalStateException("no such thing is sent: " + next);
            }
        }
    }

    boolean isHeldBack() {
        return holdback.holds();
    }

    /** Whether a flow has begun to write it. */
    boolean opened() {
        return broken != null;
    }

    /** The peer takes more, or less. */
    void allowed(long bytes) {
        holdback.allowed(bytes);
    }

    /** The socket has taken some, or they were thrown away. */
    void left(long bytes) {
        holdback.left(bytes);
    }

    /** Other streams have made room. */
    void look() {
        holdback.look();
    }

    /** Nothing can be sent any more. */
    void broke(Throwable cause) {
        dead = cause;
        Consumer<Throwable> told = broken;
        if (told != null) {
            told.accept(cause);
        }
    }
}
