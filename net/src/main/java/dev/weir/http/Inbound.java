package dev.weir.http;

import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import dev.weir.Source;
import dev.weir.http.internal.BodyDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The body that a connection receives: decoded when there is room for it in the flow that runs it, and not before. What is
 * not decoded stays in the connection's buffer, and while something is in there the socket is not read.
 *
 * <p>It ends once: taken to its end, stopped by its taker, broken by the peer, or abandoned because the exchange is over.
 * All but the first leave bytes that may be drained. All state belongs to the event loop; {@link #start}, {@link #discard}
 * and the calls of the flow come from any thread and hop.
 */
final class Inbound implements Incoming {
    private static final long DRAIN_NANOS = 5_000_000_000L;

    private final Connection connection;
    private final BodyDecoder decoder;
    private final long patience;
    private final long least;
    private final Progress progress;
    private final Runnable wanted;
    private final AtomicBoolean taken = new AtomicBoolean();

    private @Nullable Receiver<ByteBuffer> out;
    private boolean room;
    private boolean over;
    private boolean begun;
    private boolean draining;
    private long drained;
    private long drainUntil;
    private @Nullable Throwable failure;
    private volatile Headers trailers = Headers.none();

    /**
     * Of this connection, of which so many bytes at least come in each time-out; {@code wanted} is run on the event loop when
     * somebody wants the body.
     */
    Inbound(Connection connection, BodyDecoder decoder, long least, Runnable wanted) {
        this(connection, decoder, least, connection.limits.progressTimeout(), wanted);
    }

    /** One with a time-out of its own. */
    Inbound(Connection connection, BodyDecoder decoder, long least, Duration patience, Runnable wanted) {
        this.connection = connection;
        this.decoder = decoder;
        this.least = least;
        this.patience = patience.toNanos();
        this.progress = new Progress(least, connection.now());
        this.wanted = wanted;
    }

    /** A source that can be run once. */
    Source<ByteBuffer> source() {
        return Source.pausable(connection.limits.buffered(), this::start).named("body");
    }

    // ---- from the flow

    private Producing start(Receiver<ByteBuffer> to) {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the body of a received message must be run once but was run or discarded before; share one run");
        }
        connection.onLoop(() -> begin(to));
        return new Producing() {
            @Override
            public void resume() {
                connection.onLoop(Inbound.this::resumed);
            }

            @Override
            public void stop(Ending reason) {
                connection.onLoop(Inbound.this::stopped);
            }
        };
    }

    private void begin(Receiver<ByteBuffer> to) {
        begun = true;
        if (failure != null) {
            to.fail(failure);
        } else if (over) {
            to.end();
        } else {
            out = to;
            room = true;
            wanted.run();
            connection.advance();
        }
    }

    private void resumed() {
        room = true;
        connection.advance();
    }

    private void stopped() {
        out = null;
        room = false;
        if (!over) {
            connection.bodyStopped(this);
        }
    }

    @Override
    public void discard() {
        if (taken.compareAndSet(false, true)) {
            connection.onLoop(() -> {
                if (!over) {
                    connection.bodyStopped(this);
                }
            });
        }
    }

    // ---- from the connection

    /** Whether all of it was taken from the connection, or no more of it can be. */
    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean awaited() {
        return !over && progress.waits();
    }

    @Override
    public void onAwaited(Runnable first) {
        progress.onWait(first);
    }

    @Override
    public Headers trailers() {
        return trailers;
    }

    /** Whether it ended otherwise than by being taken to its end. */
    boolean broken() {
        return failure != null;
    }

    /** Whether nobody has begun to run it, and it may have been discarded. */
    boolean untouched() {
        return !begun;
    }

    /** Decodes as long as there are bytes and room. */
    void pump() {
        while (!over) {
            if (!draining && (out == null || !room)) {
                connection.readWatch.disarm();
                progress.holds(connection.now());
                return;
            }
            try {
                if (!pumpOnce()) {
                    return;
                }
            } catch (HttpMessageException e) {
                fail(connection.told(e));
                connection.bodyBroke(this, e);
                return;
            }
        }
    }

    private boolean pumpOnce() throws HttpMessageException {
        byte[] bytes = new byte[Math.min(HttpLimits.CHUNK, connection.held.readableBytes())];
        int count = decoder.decode(connection.held, bytes);
        if (count > 0) {
            connection.moved();
            progress.moved(count, connection.now());
            took(bytes, count);
        }
        if (count == 0 && connection.inputEnded && !decoder.over()) {
            if (connection.cutShort) {
                throw BodyDecoder.cutOff();
            }
            decoder.inputEnded();
        }
        if (decoder.over()) {
            complete();
            return false;
        }
        if (count == 0) {
            long now = connection.now();
            progress.waits(now);
            connection.readWatch.arm(Math.max(0, patience - progress.slowFor(now)));
            connection.wantMore();
        }
        return count > 0;
    }

    private void took(byte[] bytes, int count) {
        if (draining) {
            drained += count;
            if (drained > HttpLimits.DRAINED || connection.now() - drainUntil > 0) {
                over = true;
                connection.bodyBroke(this, new HttpMessageException(413, "nobody wants the rest of the body"));
            }
        } else if (out != null) {
            room = out.push(ByteBuffer.wrap(bytes, 0, count));
        }
    }

    private void complete() {
        if (!over) {
            over = true;
            trailers = decoder.trailers();
            connection.readWatch.disarm();
            connection.bodyRead(this); // first: whoever runs it may send the next request when it ends
            if (out != null) {
                out.end();
            }
        }
    }

    @Override
    public void fail(Throwable cause) {
        if (!over) {
            over = true;
            failure = cause;
            connection.readWatch.disarm();
            if (out != null) {
                out.fail(cause);
            }
        }
    }

    /** Too little of it has come. */
    HttpMessageException tooLittle() {
        return connection.limits.sendsTooLittle(least, progress.tooLittle());
    }

    /** What is left of it is of no interest: it is read and thrown away, up to a budget. */
    void drain() {
        if (!over) {
            draining = true;
            drainUntil = connection.now() + DRAIN_NANOS;
            failure = new IOException("the exchange is over; run a body before that");
            if (out != null) {
                out.fail(failure);
                out = null;
            }
            connection.advance();
        }
    }
}
