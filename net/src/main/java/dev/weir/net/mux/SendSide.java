package dev.weir.net.mux;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the streams of a connection may send, and whose turn it is. There is a window for the connection and one for each
 * stream; {@link #next} answers who sends now and how much, and takes it from both. A stream that has no window of its own
 * is not in anybody's way. While nothing may be sent, {@link #ready} is false, and it costs nothing to ask.
 *
 * <p>The end of a stream needs no window: it goes with the last bytes, or alone.
 *
 * <p>Invariants: no window is taken below zero (only {@link #shift} does that); what was granted to a stream and what it
 * still wants is what it asked for; a stream that has bytes and a window gets its turn when the connection has a window and
 * nothing more urgent could send. For one thread.
 *
 * @param <S> what the user knows a stream by
 */
public final class SendSide<S> {
    /** The window of a connection that has none of its own, and the largest there is. */
    public static final long UNLIMITED = Long.MAX_VALUE / 4;

    private final long most;
    private final List<Turns<S>> turns = new ArrayList<>(Priority.URGENCIES);
    private final Queue<SendStream<S>> ends = new ArrayDeque<>();
    private final Set<SendStream<S>> streams = new HashSet<>();
    private int inTurn;
    private long window;
    private long opened;

    /**
     * Without streams.
     *
     * @param window the connection's, in bytes; {@link #UNLIMITED} if the protocol has none
     * @param most what no window may exceed
     */
    public SendSide(long window, long most) {
        this.window = window;
        this.most = most;
        for (int i = 0; i < Priority.URGENCIES; i++) {
            turns.add(new Turns<>());
        }
    }

    /**
     * A new stream, which wants nothing yet.
     *
     * @param owner answered in its grants
     * @param streamWindow its window, in bytes
     * @param priority how much it is wanted
     * @return the stream; to be closed when it is over
     */
    public SendStream<S> open(S owner, long streamWindow, Priority priority) {
        SendStream<S> stream = new SendStream<>(owner, opened++, streamWindow, priority);
        streams.add(stream);
        return stream;
    }

    /**
     * Forgets a stream, and what it wanted to send.
     *
     * @param stream one of this side; later calls for it have no effect
     */
    public void close(SendStream<S> stream) {
        stream.open = false;
        stream.wanted = 0;
        update(stream);
        streams.remove(stream);
    }

    /**
     * A stream has more to send.
     *
     * @param stream one of this side
     * @param bytes how many more
     */
    public void want(SendStream<S> stream, long bytes) {
        if (stream.open) {
            stream.wanted += bytes;
            update(stream);
        }
    }

    /**
     * Nothing will come after what a stream wants to send.
     *
     * @param stream one of this side
     */
    public void end(SendStream<S> stream) {
        stream.ending = true;
        update(stream);
    }

    /**
     * Gives a stream another priority.
     *
     * @param stream one of this side
     * @param priority how much it is wanted from now on
     */
    public void prioritize(SendStream<S> stream, Priority priority) {
        leave(stream);
        stream.priority = priority;
        update(stream);
    }

    // ---- windows

    /**
     * The connection's window.
     *
     * @return in bytes, never below zero
     */
    public long window() {
        return window;
    }

    /**
     * The peer takes more in all.
     *
     * @param bytes how many more
     * @return false if the window would exceed what it may; it is not changed then
     */
    public boolean credit(long bytes) {
        if (window > most - bytes) {
            return false;
        }
        window += bytes;
        return true;
    }

    /**
     * The peer takes more of one stream. No effect on one that was closed.
     *
     * @param stream one of this side
     * @param bytes how many more; fewer if it is below zero
     * @return false if the window would exceed what it may; it is not changed then
     */
    public boolean credit(SendStream<S> stream, long bytes) {
        if (!stream.open) {
            return true;
        }
        if (stream.window > most - bytes) {
            return false;
        }
        stream.window += bytes;
        update(stream);
        return true;
    }

    /**
     * All streams' windows are larger or smaller by this; they may go below zero, and wait then.
     *
     * @param bytes how many more, or fewer
     * @return false if one of them would exceed what it may; none is changed then
     */
    public boolean shift(long bytes) {
        for (SendStream<S> stream : streams) {
            if (stream.window > most - bytes) {
                return false;
            }
        }
        for (SendStream<S> stream : streams) {
            stream.window += bytes;
            update(stream);
        }
        return true;
    }

    // ---- turns

    /**
     * Whether something may be sent now.
     *
     * @return whether {@link #next} would answer a grant
     */
    public boolean ready() {
        return !ends.isEmpty() || (window > 0 && inTurn > 0);
    }

    /**
     * Who sends now.
     *
     * @param atMost the most bytes to grant, at least 1
     * @return null if nothing may be sent; else it must be sent
     */
    public @Nullable Grant<S> next(int atMost) {
        SendStream<S> ended = ends.poll();
        if (ended != null) {
            ended.endInTurn = false;
            return granted(ended, 0);
        }
        if (window <= 0 || inTurn == 0) {
            return null;
        }
        for (Turns<S> level : turns) {
            SendStream<S> stream = level.first();
            if (stream != null) {
                int bytes = (int) Math.min(Math.min(atMost, stream.wanted), Math.min(window, stream.window));
                level.sent(stream, bytes);
                return granted(stream, bytes);
            }
        }
        return null;
    }

    private Grant<S> granted(SendStream<S> stream, int bytes) {
        window -= bytes;
        stream.window -= bytes;
        stream.wanted -= bytes;
        boolean last = stream.ending && stream.wanted == 0;
        if (last) {
            stream.open = false;
            streams.remove(stream);
        }
        update(stream);
        return new Grant<>(stream.owner, bytes, last);
    }

    /** Has it among those that could send if it could. */
    private void update(SendStream<S> stream) {
        if (stream.sendsBytes()) {
            if (!stream.inTurn) {
                stream.inTurn = true;
                inTurn++;
                turns.get(stream.priority.urgency()).join(stream);
            }
        } else {
            leave(stream);
        }
        if (stream.sendsBareEnd() != stream.endInTurn) {
            stream.endInTurn = !stream.endInTurn;
            if (stream.endInTurn) {
                ends.add(stream);
            } else {
                ends.remove(stream);
            }
        }
    }

    private void leave(SendStream<S> stream) {
        if (stream.inTurn) {
            stream.inTurn = false;
            inTurn--;
            turns.get(stream.priority.urgency()).leave(stream);
        }
    }
}
