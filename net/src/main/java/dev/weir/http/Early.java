package dev.weir.http;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The early hints of one request: so many may be given, from any thread. */
final class Early {
    /** More than these a client would not take either. */
    static final int MOST = 16;

    private final Consumer<Headers> send;
    private final AtomicInteger given = new AtomicInteger();

    /** Gives them to this, which drops them if it is too late. */
    Early(Consumer<Headers> send) {
        this.send = send;
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
