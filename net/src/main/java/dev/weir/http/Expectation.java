package dev.weir.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client that has said {@code Expect: 100-continue} and waits for that, or for an answer. Behind the head of the answer 100
 * can no longer be said, and the flow of the answer's body may be what reads the request's. So that head waits until the
 * flow has shown what it does: it wants the body, and 100 goes first; or something of the answer is there; or a second has
 * passed, which is when clients stop waiting too. For the event loop.
 */
final class Expectation {
    private static final Duration WITHIN = Duration.ofSeconds(1);

    /** That of a client which waits for nothing. It never changes. */
    static final Expectation NONE = new Expectation(null, () -> {});

    private final @Nullable Watch late; // null: nobody waits
    private final Runnable goOn;
    private boolean awaited;
    private @Nullable Runnable head;

    private Expectation(@Nullable EventLoop loop, Runnable goOn) {
        this.awaited = loop != null;
        this.late = loop == null ? null : new Watch(loop, this::headDue);
        this.goOn = goOn;
    }

    /** That of a client which waits; {@code goOn} says 100. */
    static Expectation of(EventLoop loop, Runnable goOn) {
        return new Expectation(loop, goOn);
    }

    /** Whether the client still waits for 100. */
    boolean awaited() {
        return awaited;
    }

    /** Somebody wants the body; whether an answer to it was given. */
    void bodyWanted(boolean answered) {
        if (awaited && (!answered || head != null)) {
            awaited = false;
            goOn.run();
        }
        headDue();
    }

    /** The head of an answer whose body is a flow is to be sent so: now, or when it is its turn. */
    void head(Runnable send) {
        if (awaited && late != null) {
            head = send;
            late.arm(WITHIN);
        } else {
            send.run();
        }
    }

    /** The head waits no longer, if it does. */
    void headDue() {
        if (head != null) {
            Runnable send = head;
            close();
            send.run();
        }
    }

    /** It is over. */
    void close() {
        if (late != null) {
            head = null;
            late.close();
        }
    }
}
