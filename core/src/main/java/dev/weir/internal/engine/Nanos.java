package dev.weir.internal.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Durations on the engine's clock. */
public final class Nanos {
    /** 73 years: longer than anything runs, and short enough to be added to any time without overflow. */
    public static final long FOR_EVER = Long.MAX_VALUE / 4;

    private Nanos() {}

    /** So many nanoseconds; very long ones are cut. */
    public static long of(Duration duration) {
        return Math.clamp(TimeUnit.NANOSECONDS.convert(duration), -FOR_EVER, FOR_EVER);
    }
}
