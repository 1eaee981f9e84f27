package dev.weir.http;

import dev.weir.Ending;
import dev.weir.Writer;
import dev.weir.http.internal.TrailerFields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body that a connection sends. The flow that makes it is held back when so many bytes as the high mark are on their
 * way to the socket, and goes on at the low mark; what it holds is the high mark and the one item that went over it.
 *
 * <p>The flow's thread copies each item, with the frame of its chunk, into buffers that the event loop writes: all that
 * have come since it last looked, with one flush. A clean end is the last thing written. Any other ending is told to the
 * connection, which cuts the message off.
 *
 * <p>{@code unsent} is added to by the flow and taken from by the loop. {@code full} is set by the flow after it has
 * added, and cleared by whoever sees the low mark after that, once: so exactly one of the two goes on.
 */
final class Outbound implements Writer<ByteBuffer, @Nullable Void> {
    private static final int FRAME = 16;

    private final Connection connection;
    private final OptionalLong length;
    private final boolean chunked;
    private final Supplier<Headers> trailers;
    private final Queue<Object> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final AtomicLong unsent = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();
    private volatile @Nullable Throwable dead;
    private volatile @Nullable Runnable drained;
    private volatile @Nullable Consumer<Throwable> broken;
    private long written; // the flow's own
    private Runnable heldBack = () -> {}; // the flow's own, once it has begun

    /** A piece on its way to the loop: the frame is in it, the weight is that of its data. */
    private record Piece(ByteBuf bytes, int weight) {}

    /** The end of a body, as it is on the wire. */
    private record End(ByteBuf bytes) {}

    /**
     * A body of a known length, or in chunks, or up to the end of the connection. The trailers are asked for once, by the
     * flow, at the clean end of a body in chunks.
     */
    Outbound(Connection connection, OptionalLong length, boolean chunked, Supplier<Headers> trailers) {
        this.connection = connection;
        this.length = length;
        this.chunked = chunked;
        this.trailers = trailers;
    }

    /** What is run on the loop when the peer holds it back for the first time; said before the flow begins. */
    void onHeldBack(Runnable told) {
        heldBack = () -> connection.onLoop(told);
    }

    // ---- the flow

    @Override
    public void open(Runnable whenDrained, Consumer<Throwable> whenBroken) {
        drained = whenDrained;
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
        long now = unsent.addAndGet(weight);
        while (left.hasRemaining()) {
            queue.add(piece(left));
        }
        schedule();
        if (now < connection.limits.highMark() || !mustWait()) {
            return true;
        }
        heldBack.run();
        heldBack = () -> {};
        return false;
    }

    private boolean mustWait() {
        full.set(true);
        return unsent.get() > connection.limits.lowMark() || !full.compareAndSet(true, false);
    }

    private Piece piece(ByteBuffer left) {
        int weight = Math.min(left.remaining(), HttpLimits.CHUNK);
        ByteBuf bytes = connection.channel.alloc().directBuffer(weight + FRAME);
        if (chunked) {
            bytes.writeCharSequence(Integer.toHexString(weight), StandardCharsets.US_ASCII);
            bytes.writeByte('\r').writeByte('\n');
        }
        bytes.writeBytes(left.slice(left.position(), weight));
        left.position(left.position() + weight);
        if (chunked) {
            bytes.writeByte('\r').writeByte('\n');
        }
        return new Piece(bytes, weight);
    }

    @Override
    public @Nullable Void finish() {
        if (length.isPresent() && written < length.getAsLong()) {
            var tooShort = new IllegalStateException("a body must have the " + length.getAsLong()
                    + " bytes that were declared but ended after " + written + "; declare the right length, or none");
            abort(new Ending.Failed("writing", tooShort));
            throw tooShort;
        }
        ByteBuf end;
        try {
            end = chunked
                    ? Heads.lastChunk(connection.channel.alloc(), TrailerFields.sent(trailers.get()))
                    : Unpooled.EMPTY_BUFFER;
        } catch (RuntimeException e) {
            abort(new Ending.Failed("trailers", e));
            throw e;
        }
        queue.add(new End(end));
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
            connection.onLoop(this::send);
        }
    }

    private void send() {
        scheduled.set(false);
        connection.bodyComes(this);
        for (Object next = queue.poll(); next != null; next = queue.poll()) {
            switch (next) {
                case Piece(ByteBuf bytes, int weight) -> connection.write(bytes, () -> sent(weight));
                case End(ByteBuf bytes) -> connection.write(bytes, () -> connection.bodySent(this));
                case Ending other -> {
                    connection.flush(); // what was whole before the failure is delivered as far as the peer takes it
                    connection.bodyFailed(this, other);
                }
                default -> throw new IllegalStateException("no such thing is sent: " + next);
            }
        }
        connection.flush();
    }

    private void sent(int weight) {
        connection.moved();
        if (unsent.addAndGet(-weight) <= connection.limits.lowMark() && full.compareAndSet(true, false)) {
            Runnable told = drained;
            if (told != null) {
                told.run();
            }
        }
    }

    boolean isHeldBack() {
        return full.get();
    }

    /** Whether a flow has begun to write it. */
    boolean opened() {
        return broken != null;
    }

    /** Nothing can be sent any more. */
    void broke(Throwable cause) {
        if (dead != null) {
            return;
        }
        dead = cause;
        Consumer<Throwable> told = broken;
        if (told != null) {
            told.accept(cause);
        }
    }
}
