package dev.weir.net.yamux;

import dev.weir.CheckReturnValue;
import dev.weir.Duplex;
import dev.weir.Engine;
import dev.weir.Fn;
import dev.weir.Pipeline;
import dev.weir.Running;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A session: many conversations over one, such as a connection of TCP with TLS on it. Each of them is a stream with credit
 * of its own in both directions, so that one that stands still holds up no other one. It is run once, by its {@link #pipeline};
 * streams may be opened before that, and begin with it.
 *
 * {@snippet :
 * TcpServer server = Tcp.server(7000)
 *         .serve(connection -> Mux.server(connection.duplex(), options, stream -> stream.answer(echo)).pipeline());
 *
 * Mux mux = Mux.client(connection.duplex(), options);
 * try (Running<?> session = mux.start()) {
 *     mux.open().join(other).run();
 *     mux.end();
 *     session.join();
 * }
 * }
 *
 * <p><b>Windows.</b> A peer may send of each stream what its flow has taken, and a window more; it is told so each time
 * that half of the window was taken. What all streams hold is in {@link MuxOptions}, as is what may wait to be sent.
 *
 * <p><b>Turns.</b> Streams that have something to send, and a window to send it in, share the connection by their weights, a
 * frame at a time. What is said of windows, resets and pings goes before all data that is not on the wire yet.
 *
 * <p><b>Ends.</b> Each half of a stream ends for itself. Whoever wants no more of what it hears holds the peer back, and
 * resets the stream when it has said all itself. A run that fails or is cancelled resets its stream: at the other side both
 * directions fail. The session ends cleanly when one side has said {@link #end} and the streams that are open are over. If
 * the wire breaks or ends before that, all streams fail with it.
 *
 * <p><b>Peers.</b> One that breaks the protocol, sends more than its windows, asks and does not read the answers, or sends too many frames
 * without data, is told that the session is over, and cut off: the run and all streams fail with a {@link MuxException}.
 *
 * <p>The protocol is that of yamux, version 0. Any thread may use a session; no method blocks.
 */
@CheckReturnValue
public final class Mux {
    /** What streams weigh that nobody says anything about. */
    public static final int WEIGHT = 16;

    private static final int MOST_WEIGHT = 256;

    private final Session session;
    private final Pipeline<?> pipeline;

    private Mux(
            boolean client,
            Duplex<byte[], byte[]> below,
            MuxOptions options,
            @Nullable Fn<? super Duplex<byte[], byte[]>, ? extends Pipeline<?>> conversation) {
        session = new Session(Objects.requireNonNull(options), client, Engine.current(), conversation);
        pipeline = session.wire.over(below);
    }

    /**
     * The side that has dialled; it only opens streams, and resets those that the peer opens.
     *
     * @param below both directions of bytes; its run is the session's
     * @param options what it may hold
     * @return a session to be run once, on {@link Engine#current}
     */
    public static Mux client(Duplex<byte[], byte[]> below, MuxOptions options) {
        return new Mux(true, below, options, null);
    }

    /**
     * The side that has dialled, where the peer opens streams too.
     *
     * @param below both directions of bytes; its run is the session's
     * @param options what it may hold
     * @param conversation declares what is said on a stream that the peer has opened, which is run then. Called in the
     *     session's one serial place: it must not block. If it throws, the stream is reset
     * @return a session to be run once, on {@link Engine#current}
     */
    public static Mux client(
            Duplex<byte[], byte[]> below,
            MuxOptions options,
            Fn<? super Duplex<byte[], byte[]>, ? extends Pipeline<?>> conversation) {
        return new Mux(true, below, options, Objects.requireNonNull(conversation));
    }

    /**
     * The side that was dialled. It may open streams too.
     *
     * @param below both directions of bytes; its run is the session's
     * @param options what it may hold
     * @param conversation declares what is said on a stream that the peer has opened, which is run then. Called in the
     *     session's one serial place: it must not block. If it throws, the stream is reset
     * @return a session to be run once, on {@link Engine#current}
     */
    public static Mux server(
            Duplex<byte[], byte[]> below,
            MuxOptions options,
            Fn<? super Duplex<byte[], byte[]>, ? extends Pipeline<?>> conversation) {
        return new Mux(false, below, options, Objects.requireNonNull(conversation));
    }

    /**
     * The session as a flow. It ends when the session has ended, and fails with what has broken it; a cancel cuts it, so
     * that no end looks clean. A drain stops it in the middle: {@link #end} ends it gracefully.
     *
     * @return to be run once
     */
    public Pipeline<?> pipeline() {
        return pipeline;
    }

    /**
     * Runs the session. Where a fault does not end the run within twice the patience of the options, as the wire takes nothing, it is
     * cancelled. Whoever runs the {@link #pipeline} leaves that to the wire's own time limits.
     *
     * @return the run
     */
    public Running<?> start() {
        Running<?> run = pipeline.start();
        session.wire.runBy(run);
        return run;
    }

    /**
     * A new stream of the usual weight. It is opened when its run begins.
     *
     * @return both directions, to be run once, in one pipeline. It fails with an {@link java.io.IOException} if as many streams
     *     are open as may be, or if the session is over or ending
     */
    public Duplex<byte[], byte[]> open() {
        return open(WEIGHT);
    }

    /**
     * A new stream.
     *
     * @param weight 1 to 256: its share of what is sent here while others send too
     * @return as {@link #open()}
     * @throws IllegalArgumentException if the weight is another one
     */
    public Duplex<byte[], byte[]> open(int weight) {
        if (weight < 1 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException(
                    "a weight must be 1 to 256 but was " + weight + "; Mux.WEIGHT is what streams have otherwise");
        }
        return new MuxStream(session, true, weight).duplex();
    }

    /**
     * Asks the peer whether it is there. Several that ask at once share one answer.
     *
     * @return how long the answer took; fails if the session ends before that. It has no time limit of its own
     */
    public CompletionStage<Duration> ping() {
        CompletableFuture<Duration> answered = new CompletableFuture<>();
        session.later(() -> session.ping(answered));
        return answered;
    }

    /** Opens and accepts no more streams, and tells the peer; when those that are open are over, the session ends. */
    public void end() {
        session.later(session::goAway);
    }

    /**
     * How many streams are open.
     *
     * @return those of both sides
     */
    public int streams() {
        return session.open();
    }

    /**
     * What has come and was not taken by flows.
     *
     * @return in bytes, never more than {@link MuxOptions#mostUnread}
     */
    public long unread() {
        return session.unread();
    }

    /**
     * What waits to be sent.
     *
     * @return in bytes
     */
    public long unsent() {
        return session.budget.used();
    }

    @Override
    public String toString() {
        return "session with " + streams() + " streams";
    }
}
