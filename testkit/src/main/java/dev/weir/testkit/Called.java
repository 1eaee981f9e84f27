package dev.weir.testkit;

import dev.weir.Action;
import dev.weir.Engine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a function does in a law about functions: it throws the second time, or blocks until it is interrupted. */
final class Called {
    private static final int FAILS_AT = 2;

    private final @Nullable Throwable failure;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();

    private Called(@Nullable Throwable failure) {
        this.failure = failure;
    }

    static Called failing(Throwable failure) {
        return new Called(failure);
    }

    static Called blocking() {
        return new Called(null);
    }

    Action<Object> action() {
        return this::called;
    }

    private void called(Object item) throws Exception {
        int call = calls.incrementAndGet();
        if (failure == null) {
            block();
        } else if (call == FAILS_AT) {
            switch (failure) {
                case Exception e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
    }

    private void block() throws InterruptedException {
        inside.incrementAndGet();
        try {
            Engine.current().sleep(Duration.ofDays(300));
        } finally {
            inside.decrementAndGet();
        }
    }

    int calls() {
        return calls.get();
    }

    /** How many calls have not returned. */
    int inside() {
        return inside.get();
    }
}
