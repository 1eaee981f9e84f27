package dev.weir.net.yamux;

import dev.weir.Duplex;
import dev.weir.Engine;
import dev.weir.Fn;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.net.mux.Budget;
import dev.weir.net.mux.Grant;
import dev.weir.net.mux.ReceiveSide;
import dev.weir.net.mux.SendSide;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a session: frames of the peer come in, the wire asks for frames to go out, flows of streams say what they
 * have and want. All of it happens in one serial place, and never waits there.
 *
 * <p>It is over when either side has said so and no stream is left, or at a fault. Then it has said its last word, and the
 * wire's own end follows.
 */
final class Session implements FrameReader.To {
    private static final int GOOD = 0;
    private static final int PROTOCOL_ERROR = 1;
    private static final int OWN_FRAMES_ANSWERED = 4;

    final MuxOptions options;
    final SendSide<MuxStream> sending = new SendSide<>(SendSide.UNLIMITED, Head.MOST);
    final ReceiveSide receiving = new ReceiveSide(SendSide.UNLIMITED, SendSide.UNLIMITED);
    final Budget budget;
    final Lane lane = new Lane();
    final Streams streams;
    final Wire wire;

    private final Engine engine;
    private final Serial serial;
    private final @Nullable Fn<? super Duplex<byte[], byte[]>, ? extends Pipeline<?>> conversation;
    private final FrameReader reader = new FrameReader();
    private final Costs costs;
    private @Nullable MuxStream reading; // the stream whose data comes now
    private boolean readingLast;
    private boolean goingAway;
    private @Nullable Throwable dead;
    private @Nullable CompletableFuture<Duration> pinging;
    private long pings;
    private long pingedAt;
    private volatile long unread;
    private volatile int open;

    Session(
            MuxOptions options,
            boolean client,
            Engine engine,
            @Nullable Fn<? super Duplex<byte[], byte[]>, ? extends Pipeline<?>> conversation) {
        this.options = options;
        this.engine = engine;
        this.conversation = conversation;
        this.budget = new Budget(options.unsent(), options.unsent() / 2);
        this.streams = new Streams(options.streams(), client);
        this.costs = new Costs(options.chatter(), engine.nanoTime());
        this.serial = new Serial(engine, this::afterwards, this::broke);
        this.wire = new Wire(this, engine);
    }

    void later(Runnable task) {
        serial.later(task);
    }

    // ---- what is heard

    void heard(byte[] bytes) {
        if (dead != null) {
            return;
        }
        try {
            reader.read(bytes, this);
        } catch (MuxException fault) {
            atFault(fault, true);
        }
    }

    @Override
    public void head(Head head) throws MuxException {
        if (head.type() == Head.DATA && head.length() > 0) {
            costs.moved(head.length());
        } else if (!costs.frame(engine.nanoTime())) {
            throw new MuxException("a peer must not send so many frames without data but sent more than "
                    + options.chatter() + " in a second; send fewer, or raise chatter");
        }
        switch (head.type()) {
            case Head.PING -> pinged(head);
            case Head.GO_AWAY -> told(head);
            default -> ofStream(head);
        }
    }

    private void pinged(Head head) throws MuxException {
        if (head.has(Head.SYN)) {
            lane.answer(new Head(Head.PING, Head.ACK, 0, head.length()));
        } else if (pinging != null && head.length() == pings) {
            pinging.complete(Duration.ofNanos(engine.nanoTime() - pingedAt));
            pinging = null;
        }
    }

    private void told(Head head) throws MuxException {
        if (head.length() == GOOD) {
            goAway();
        } else {
            atFault(
                    new MuxException("a session must go on until it is done but the peer has ended it with code "
                            + head.length() + "; 1 is a fault of the protocol, 2 is one of its own"),
                    false);
        }
    }

    private void ofStream(Head head) throws MuxException {
        MuxStream stream = streams.get(head.stream());
        if (head.has(Head.SYN)) {
            streams.opened(head.stream());
            stream = accept(head.stream());
        } else if (stream != null && head.has(Head.ACK) && !stream.own) {
            throw new MuxException("only a stream that was opened here must be acknowledged but " + head.stream()
                    + " was opened by the peer");
        }
        if (stream == null) {
            streams.late(head);
        } else {
            stream.heard(head);
        }
        reading = stream;
        readingLast = head.has(Head.FIN);
    }

    private @Nullable MuxStream accept(long id) throws MuxException {
        if (conversation == null || goingAway || !streams.hasPlace()) {
            streams.mayCome(options.window());
            lane.answer(new Head(Head.WINDOW, Head.RST, id, 0));
            return null;
        }
        MuxStream stream = new MuxStream(this, false, Mux.WEIGHT);
        stream.accepted(id);
        streams.accept(stream);
        budget.sharedBy(streams.size());
        try {
            Running<?> run = conversation.apply(stream.duplex()).on(engine).start();
            var _ = run.result().whenComplete((value, failed) -> later(() -> stream.runOver(failed)));
        } catch (Throwable t) {
            stream.runOver(t);
        }
        return stream;
    }

    @Override
    public void data(byte[] from, int at, int count) {
        if (reading != null) {
            reading.data(from, at, count);
        }
    }

    @Override
    public void complete() {
        if (reading != null && readingLast) {
            reading.heardAll();
        }
        reading = null;
    }

    /** The peer's half of the wire has ended, or broken; answers what was wrong with the session, or null. */
    @Nullable
    Throwable heardAll(@Nullable Throwable failed) {
        if (failed != null) {
            broke(new IOException("the connection below a session has broken", failed));
        }
        if (dead == null && (reader.inside() || !streams.allQuiet())) {
            broke(new IOException("a session must end with all of its streams but the peer has ended it with "
                    + streams.size() + " open" + (reader.inside() ? ", inside of a frame" : "")));
        }
        goAway();
        return dead;
    }

    // ---- what is opened here

    void begin(MuxStream stream) {
        String why = goingAway ? "no stream can be opened any more as the session is ending" : streams.full();
        Throwable cause = dead;
        if (cause == null && why != null) {
            cause = new IOException(why);
        }
        if (cause != null) {
            stream.gone(cause);
        } else {
            streams.open(stream);
            stream.opened();
            costs.asked(OWN_FRAMES_ANSWERED);
            budget.sharedBy(streams.size());
        }
    }

    void ping(CompletableFuture<Duration> answered) {
        if (dead != null || wire.ended()) {
            answered.completeExceptionally(dead != null ? dead : new IOException("the session has ended"));
        } else if (pinging != null) {
            var _ = pinging.whenComplete((time, failed) -> {
                if (failed != null) {
                    answered.completeExceptionally(failed);
                } else {
                    answered.complete(time);
                }
            });
        } else {
            pings = (pings + 1) & Head.MOST;
            pinging = answered;
            pingedAt = engine.nanoTime();
            costs.asked(1);
            lane.ask(new Head(Head.PING, Head.SYN, 0, pings));
        }
    }

    // ---- what is said

    /** The wire takes frames: control first, then whose turn it is. */
    private void write() {
        while (wire.room()) {
            byte[] control = control();
            if (control != null) {
                wire.put(control);
                continue;
            }
            Grant<MuxStream> grant = dead == null ? sending.next(options.frame()) : null;
            if (grant == null) {
                break;
            }
            costs.moved(grant.bytes());
            wire.put(grant.owner().frame(grant));
        }
        if (budget.eased()) {
            streams.all().forEach(MuxStream::look);
        }
    }

    private byte @Nullable [] control() {
        Heads heads = new Heads();
        while (heads.room()) {
            Head head = lane.next();
            if (head == null) {
                break;
            }
            heads.add(head);
        }
        return heads.bytes();
    }

    private void afterwards() {
        write();
        if (goingAway && streams.allQuiet() && lane.isEmpty()) {
            wire.end();
            unanswered(new IOException("the session has ended"));
        }
        unread = receiving.unread();
        open = streams.size();
    }

    // ---- ends

    void gone(MuxStream stream) {
        streams.remove(stream);
        budget.sharedBy(streams.size());
    }

    /** Opens nothing more; what is open goes on. */
    void goAway() {
        if (!goingAway) {
            goingAway = true;
            lane.sayLast(new Head(Head.GO_AWAY, 0, 0, GOOD));
        }
    }

    /** The wire is broken: nothing can be said any more. */
    void broke(Throwable cause) {
        atFault(cause, false);
    }

    private void atFault(Throwable cause, boolean tell) {
        if (dead != null) {
            return;
        }
        dead = cause;
        goingAway = true;
        streams.all().forEach(stream -> stream.gone(cause));
        unanswered(cause);
        lane.silence();
        if (tell) {
            lane.sayLast(new Head(Head.GO_AWAY, 0, 0, PROTOCOL_ERROR));
        }
        wire.fault(cause, tell);
    }

    private void unanswered(Throwable cause) {
        CompletableFuture<Duration> waiting = pinging;
        pinging = null;
        if (waiting != null) {
            waiting.completeExceptionally(cause);
        }
    }

    // ---- readings, for any thread

    long unread() {
        return unread;
    }

    int open() {
        return open;
    }
}
