package dev.weir.websocket;

import dev.weir.testkit.Await;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting with an end, for what is seen from outside only. */
final class Wait {
    private static final Duration LONG = Duration.ofSeconds(10);

    private Wait() {}

    static void until(String what, BooleanSupplier condition) {
        Await.that(what, condition, LONG);
    }
}
