package dev.weir.bench.admission;

import dev.weir.testkit.load.SimulatedService;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** What somebody knows of a service who has measured it. */
public record Ready(Map<String, Place> places) {
    private static final double MORE = 1.2;

    /** A place where requests are served: so many at once, each for so long on the average. */
    public record Place(int slots, double nanos) {
        /** How many inside are of use. */
        public int best() {
            return (int) Math.ceil(MORE * slots);
        }

        /** How many it serves a second. */
        public double perSecond() {
            return slots * 1e9 / nanos;
        }
    }

    /** A service that is one place. */
    public static Ready of(int slots, Duration mean) {
        return new Ready(Map.of(SimulatedService.WHOLE, new Place(slots, mean.toNanos())));
    }

    /** The place of the service as a whole. */
    public Place whole() {
        return Objects.requireNonNull(places.get(SimulatedService.WHOLE));
    }
}
