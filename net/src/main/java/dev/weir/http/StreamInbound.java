package dev.weir.http;

import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import dev.weir.Source;
import dev.weir.http.internal.TrailerFields;
import dev.weir.http.internal.h2.ByteQueue;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The body that a stream receives. What has come and was not taken is at most the stream's window; it is in the queue here
 * and in the link of the flow that runs the body. The peer is told that it may send more when the flow has taken what it
 * sent out of the link, not before; bytes that nobody will take are given back to the connection at once.
 *
 * <p>All state belongs to the event loop; {@link #start}, {@link #discard}, {@link #taken} and the calls of the flow come
 * from any thread and hop.
 */
final class StreamInbound implements Incoming {
    private final Http2Stream stream;
    private final Runnable wanted;
    private final long batch;
    private final ByteQueue queue = new ByteQueue();
    private final AtomicBoolean used = new AtomicBoolean();
    private final AtomicLong consumed = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private @Nullable Receiver<ByteBuffer> out;
    private boolean room;
    private boolean ended; // the peer has sent all
    private boolean over; // the flow was told its end, or will be as soon as it begins
    private boolean unwanted;
    private @Nullable Throwable failure;
    private volatile Headers trailers = Headers.none();
    private Headers came = Headers.none();
    private final long least;
    final Progress progress;

    /**
     * Of this stream, of which so many bytes at least come in each time-out; {@code wanted} is run on the event loop when
     * somebody wants the body.
     */
    StreamInbound(Http2Stream stream, long least, Runnable wanted) {
        this.stream = stream;
        this.least = least;
        this.progress = new Progress(least, stream.connection.now());
        this.wanted = wanted;
        this.batch = Math.max(1, stream.receive.available() / 4);
    }

    /** A source that can be run once. */
    Source<ByteBuffer> source() {
        return Source.pausable(stream.connection.limits.buffered(), this::start)
                .named("body")
                .peek(this::taken);
    }

    // ---- from the flow

    private Producing start(Receiver<ByteBuffer> to) {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the body of a received message must be run once but was run or discarded before; share one run");
        }
        stream.connection.onLoop(() -> begin(to));
        return new Producing() {
            @Override
            public void resume() {
                stream.connection.onLoop(StreamInbound.this::resumed);
            }

            @Override
            public void stop(Ending reason) {
                stream.connection.onLoop(StreamInbound.this::stopped);
            }
        };
    }

    private void begin(Receiver<ByteBuffer> to) {
        if (failure != null) {
            to.fail(failure);
        } else if (over) {
            to.end();
        } else {
            out = to;
            room = true;
            wanted.run();
            pump();
        }
    }

    private void resumed() {
        room = true;
        pump();
    }

    private void stopped() {
        out = null;
        unwanted();
    }

    @Override
    public void discard() {
        if (used.compareAndSet(false, true)) {
            stream.connection.onLoop(this::unwanted);
        }
    }

    private void unwanted() {
        if (!unwanted && !over) {
            unwanted = true;
            progress.holds(stream.connection.now());
            letGo();
            stream.bodyUnwanted();
        }
    }

    /** The flow has taken a buffer out of its link. Any thread. */
    private void taken(ByteBuffer buffer) {
        long now = consumed.addAndGet(buffer.remaining());
        if (now >= batch && scheduled.compareAndSet(false, true)) {
            stream.connection.onLoop(this::credit);
        }
    }

    private void credit() {
        scheduled.set(false);
        stream.connection.windows.receiving.consumed(stream.receive, consumed.getAndSet(0));
        long more = stream.receive.update();
        if (more > 0 && !ended) {
            stream.connection.frames.windowUpdate(stream.id, more);
            awaits();
        }
    }

    // ---- from the stream

    @Override
    public Headers trailers() {
        return trailers;
    }

    @Override
    public boolean mayTrail() {
        return !ended || came.size() > 0;
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean awaited() {
        return progress.waits();
    }

    @Override
    public void onAwaited(Runnable first) {
        progress.onWait(first);
    }

    /** Whether the peer has sent all. */
    boolean complete() {
        return ended;
    }

    void data(ByteBuf bytes) {
        if (!unwanted && !over) {
            progress.moved(bytes.readableBytes(), stream.connection.now());
            queue.add(bytes);
            pump();
        }
    }

    /** The peer has sent all, and these behind it. */
    void end(Headers behind) {
        ended = true;
        came = TrailerFields.received(behind);
        pump();
    }

    private void pump() {
        while (out != null && room && !over) {
            ByteBuffer next = queue.poll();
            if (next != null) {
                room = out.push(next);
            } else if (ended) {
                complete(out);
            } else {
                break;
            }
        }
        awaits();
    }

    /**
     * Says whether it is the peer's turn: the flow wants more, and the peer may send enough. If it may not, the flow has yet
     * to take some of what has come: of what it has taken less than a quarter of the window is not counted, and less than half
     * of it is counted and not told to the peer.
     */
    private void awaits() {
        long now = stream.connection.now();
        boolean mine = out == null || !room || over || ended || unwanted;
        if (mine || stream.receive.available() < Math.min(Math.max(1, least), batch)) {
            progress.holds(now);
        } else {
            progress.waits(now);
        }
    }

    /** Too little of it has come. */
    HttpMessageException tooLittle() {
        return stream.connection.limits.sendsTooLittle(least, progress.tooLittle());
    }

    private void complete(Receiver<ByteBuffer> to) {
        over = true;
        trailers = came;
        letGo(); // what is in the flow's link now is the flow's
        to.end();
    }

    /** Nothing more is queued: what the peer was not allowed yet goes back to the connection. */
    private void letGo() {
        queue.clear();
        stream.connection.windows.receiving.close(stream.receive);
        stream.connection.soon();
    }

    @Override
    public void fail(Throwable cause) {
        if (!over && !unwanted) {
            over = true;
            failure = cause;
            progress.holds(stream.connection.now());
            letGo();
            if (out != null) {
                out.fail(cause);
            }
        }
    }

    /** The stream is gone: what has come to its end stays readable. */
    void broke(Throwable cause) {
        if (!ended) {
            fail(cause);
        }
    }

    /** Whether nobody has begun to run it, and it may have been discarded. */
    boolean untouched() {
        return out == null && !over && !unwanted;
    }

    /** The exchange is over: nobody can run it any more. */
    void abandon() {
        fail(new IOException("the exchange is over; run a body before that"));
    }
}
