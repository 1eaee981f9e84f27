package dev.weir.net.yamux;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import dev.weir.Source;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a stream hears. What has come and was not taken is at most the stream's window; it is here and in the link of the
 * flow. The peer is told that it may send more when the flow has taken it out of the link, not before.
 *
 * <p>All state belongs to the session; the calls of the flow come from any thread and hop.
 */
final class Inbound {
    private static final Capacity LINK = Capacity.items(2);
    private static final int PIECE = 16 * 1024;

    private final MuxStream stream;
    private final int batch;
    private final Unread queue = new Unread();
    private final AtomicBoolean used = new AtomicBoolean();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    private @Nullable Receiver<byte[]> out;
    private boolean room;
    private boolean ended; // the peer has said all
    private boolean over; // the flow was told its end, or will be as soon as it begins
    private boolean unwanted;
    private @Nullable Throwable failure;

    Inbound(MuxStream stream, int window) {
        this.stream = stream;
        this.batch = Math.max(1, window / 4);
    }

    Source<byte[]> source() {
        return Source.pausable(LINK, this::start).named("stream").peek(this::taken);
    }

    // ---- from the flow

    private Producing start(Receiver<byte[]> to) {
        if (!used.compareAndSet(false, true)) {
            throw new IllegalStateException("a stream must be used by one run but was used before; open another one");
        }
        stream.session.later(() -> {
            stream.begin();
            begin(to);
        });
        return new Producing() {
            @Override
            public void resume() {
                stream.session.later(() -> {
                    room = true;
                    pump();
                });
            }

            @Override
            public void stop(Ending reason) {
                stream.session.later(Inbound.this::stopped);
            }
        };
    }

    private void begin(Receiver<byte[]> to) {
        if (failure != null) {
            to.fail(failure);
        } else if (unwanted) {
            to.end();
        } else {
            out = to;
            room = true;
            pump();
        }
    }

    private void stopped() {
        out = null;
        if (!over && !unwanted) {
            unwanted = true;
            queue.clear();
            stream.consumedAll();
            stream.settle();
        }
    }

    /** Nobody has begun to run it, and nobody will. */
    void stopUnlessUsed() {
        if (used.compareAndSet(false, true)) {
            stopped();
        }
    }

    /** The flow has taken some out of its link. Any thread. */
    private void taken(byte[] bytes) {
        if (taken.addAndGet(bytes.length) >= batch && scheduled.compareAndSet(false, true)) {
            stream.session.later(() -> {
                scheduled.set(false);
                long count = taken.getAndSet(0);
                if (!unwanted && failure == null) {
                    stream.consumed(count);
                }
            });
        }
    }

    // ---- from the session

    /** Whether the peer may send more when it was told so: its end is not here, and somebody takes it. */
    boolean open() {
        return !ended && !unwanted && failure == null;
    }

    boolean unwanted() {
        return unwanted;
    }

    /** Whether the flow has all, or wants no more. */
    boolean done() {
        return over || unwanted;
    }

    void data(byte[] from, int at, int count) {
        if (unwanted || over) {
            stream.consumed(count);
        } else if (count <= PIECE && out != null && room && queue.isEmpty()) {
            room = out.push(Arrays.copyOfRange(from, at, at + count));
        } else {
            queue.add(from, at, count);
            pump();
        }
    }

    void end() {
        ended = true;
        pump();
    }

    private void pump() {
        while (out != null && room && !over) {
            byte[] next = queue.poll();
            if (next != null) {
                room = out.push(next);
            } else if (ended) {
                over = true;
                out.end();
                stream.settle();
            } else {
                return;
            }
        }
    }

    /** The stream is over otherwise than by its end. */
    void broke(Throwable cause) {
        if (over || unwanted) {
            return;
        }
        over = true;
        failure = cause;
        queue.clear();
        if (out != null) {
            out.fail(cause);
        }
    }
}
