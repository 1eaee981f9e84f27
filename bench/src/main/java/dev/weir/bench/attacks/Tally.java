package dev.weir.bench.attacks;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the attackers have done so far, and how they were cut off. For any thread. */
final class Tally {
    private final Map<String, Integer> cuts = new TreeMap<>(); // all guarded by this
    private double[] times = new double[64];
    private int timed;
    private int connections;
    private int refused;
    private int open;
    private long units;

    /** A connection was made. */
    synchronized void connected() {
        connections++;
    }

    /** A connection could not be made. */
    synchronized void refused() {
        refused++;
    }

    /** So much was sent. */
    synchronized void sent(long more) {
        units += more;
    }

    /** A connection is over, in this way; or it was never cut off. */
    synchronized void over(Optional<Cut> how) {
        if (how.isEmpty()) {
            open++;
            return;
        }
        cuts.merge(how.get().with(), 1, Integer::sum);
        if (timed == times.length) {
            times = Arrays.copyOf(times, 2 * timed);
        }
        times[timed++] = how.get().millis();
    }

    synchronized int connections() {
        return connections;
    }

    synchronized int notMade() {
        return refused;
    }

    /** How many were never cut off. */
    synchronized int open() {
        return open;
    }

    synchronized long units() {
        return units;
    }

    /** How many were cut off with what. */
    synchronized Map<String, Integer> cuts() {
        return new TreeMap<>(cuts);
    }

    /** After how many milliseconds so large a part of those was cut off that were. */
    synchronized double cutAfter(double part) {
        if (timed == 0) {
            return Double.NaN;
        }
        double[] sorted = Arrays.copyOf(times, timed);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(timed - 1L, Math.round(part * (timed - 1)))];
    }
}
