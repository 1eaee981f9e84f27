package dev.weir.gateway.demo;

import java.time.Duration;
import java.util.List;

/** Setups for tests. */
final class Setups {
    private Setups() {}

    /** Phases of so long at these loads; seed 1, a wait of 250 ms. */
    static Setup of(Duration phase, Double... loads) {
        return seeded(1, phase, loads);
    }

    static Setup seeded(long seed, Duration phase, Double... loads) {
        Duration duration = phase.multipliedBy(2L * loads.length);
        return new Setup(duration, new Loads(List.of(loads)), seed, 0, Duration.ofMillis(250));
    }
}
