package dev.weir.gateway.demo;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Results made by hand. */
final class Results {
    static final Setup SETUP = Setups.of(Duration.ofSeconds(6), 3.0, 0.5);

    private static final OptionalDouble NO_TIME = OptionalDouble.empty();

    private Results() {}

    /** Two phases in each run, the second of which did not begin in the run through the gateway. */
    static DemoResult some(boolean stopped) {
        var collapsed = new PhaseResult(
                3,
                14470,
                61,
                14409,
                0,
                0,
                OptionalDouble.of(0.01271),
                OptionalDouble.of(1000),
                OptionalDouble.of(1000),
                NO_TIME,
                NO_TIME,
                OptionalLong.empty(),
                0);
        var shed = new PhaseResult(
                3,
                14470,
                4804,
                10,
                9656,
                0,
                OptionalDouble.of(1.00083),
                OptionalDouble.of(245.04),
                OptionalDouble.of(261.2),
                OptionalDouble.of(0.2104),
                OptionalDouble.of(3.391),
                OptionalLong.of(4),
                6487);
        var none = PhaseResult.of(0.5, 0, new Tally());
        var bare = new RunResult(
                OptionalLong.empty(), OptionalLong.empty(), List.of(collapsed, none), OptionalDouble.of(0.2));
        var shielded = new RunResult(
                OptionalLong.of(1154), OptionalLong.of(212), List.of(shed, none), OptionalDouble.of(1.94));
        return new DemoResult(SETUP, bare, shielded, stopped);
    }
}
