package dev.weir.grpc;

import dev.weir.testkit.Await;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting with an end. */
final class Wait {
    static final Duration LONG = Duration.ofSeconds(10);

    private Wait() {}

    static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    static void on(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it did not happen within " + LONG);
        }
    }

    /** Looks again and again; for what is seen from outside only. */
    static void until(String what, BooleanSupplier condition) {
        Await.that(what, condition, LONG);
    }
}
