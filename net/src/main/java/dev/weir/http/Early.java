package dev.weir.http;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What is said for one request before its answer: early hints, of which so many may be given, and that it lasts. Any thread.
 */
final class Early {
    /** More than these a client would not take either. */
    static final int MOST = 16;

    private final Consumer<Headers> send;
    private final Runnable lasts;
    private final AtomicInteger given = new AtomicInteger();

    /** Gives them to these, which drop them if it is too late. */
    Early(Consumer<Headers> send, Runnable lasts) {
        this.send = send;
        this.lasts = lasts;
    }

    void lasts() {
        lasts.run();
    }

    void give(Headers hints) {
        Objects.requireNonNull(hints);
        if (given.incrementAndGet() > MOST) {
            throw new IllegalStateException(
                    "a request must be given <= " + MOST + " early hints but was given more; put them together");
        }
        send.accept(hints);
    }
}
