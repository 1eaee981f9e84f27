package dev.weir.gateway.demo;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * When each request of a run is to be sent: Poisson arrivals at the load of each phase. It depends on the setup alone,
 * never on how fast answers come, so a slow service is not spared a single request.
 */
final class Schedule {
    private final long[] at;
    private final long phaseNanos;

    private Schedule(long[] at, long phaseNanos) {
        this.at = at;
        this.phaseNanos = phaseNanos;
    }

    static Schedule of(Setup setup) {
        var random = new SplittableRandom(setup.seed());
        long[] at = new long[1024];
        int size = 0;
        for (int phase = 0; phase < setup.phases(); phase++) {
            double nanosBetween = 1e9 / (setup.loads().of(phase) * Setup.CAPACITY);
            long end = (phase + 1) * setup.phaseNanos();
            double next = phase * setup.phaseNanos() + gap(random, nanosBetween);
            while ((long) next < end) {
                at = size == at.length ? Arrays.copyOf(at, 2 * size) : at;
                at[size++] = (long) next;
                next += gap(random, nanosBetween);
            }
        }
        return new Schedule(Arrays.copyOf(at, size), setup.phaseNanos());
    }

    private static double gap(SplittableRandom random, double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    int size() {
        return at.length;
    }

    /** When a request is to be sent, in nanoseconds after the run has begun. */
    long at(int request) {
        return at[request];
    }

    /** The phase in which it arrives. */
    int phase(int request) {
        return (int) (at[request] / phaseNanos);
    }
}
