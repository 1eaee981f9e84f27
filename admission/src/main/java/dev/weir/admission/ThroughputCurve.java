package dev.weir.admission;

/**
 * How throughput grew with the number of requests inside, as seen: by Little's law, n requests that took t each are a
 * throughput of n / t. Where more inside has stopped to mean more throughput, the service is saturated; the smallest
 * number that reaches that throughput is what is useful.
 *
 * <p>What was seen at one number is not changed by what is seen at another, so a long overload, in which only large
 * numbers are seen, does not make the service look as slow as its queue (the drift of limits that compare with a
 * remembered time without load). Two classes an octave, each the average of about its last 256 samples. Not thread-safe.
 */
final class ThroughputCurve {
    private static final int CLASSES = 48;
    private static final int ENOUGH = 16;
    private static final int REMEMBERED = 256;

    /** Throughput within this share of the best counts as reaching it. */
    private static final double REACHES = 0.85;

    private final double[] number = new double[CLASSES];
    private final double[] nanos = new double[CLASSES];
    private final long[] samples = new long[CLASSES];

    /** A request that found this many inside, itself included, took so long. */
    void sample(int inside, long took) {
        int at = classOf(inside);
        double weight = Math.max(1.0 / ++samples[at], 1.0 / REMEMBERED);
        number[at] += weight * (inside - number[at]);
        nanos[at] += weight * (Math.max(1, took) - nanos[at]);
    }

    private static int classOf(int inside) {
        int octave = 31 - Integer.numberOfLeadingZeros(Math.max(1, inside));
        boolean upper = octave > 0 && ((inside >> (octave - 1)) & 1) == 1;
        return Math.min(CLASSES - 1, 2 * octave + (upper ? 1 : 0));
    }

    private double throughput(int at) {
        return samples[at] < ENOUGH ? 0 : number[at] / nanos[at];
    }

    /**
     * The number inside that is useful; 0 if that is not known, as throughput has grown with all numbers seen.
     */
    int useful() {
        double best = 0;
        int last = 0;
        for (int at = 0; at < CLASSES; at++) {
            best = Math.max(best, throughput(at));
            last = throughput(at) > 0 ? at : last;
        }
        for (int at = 0; at < last; at++) {
            if (throughput(at) >= REACHES * best) {
                return (int) Math.ceil(number[at]);
            }
        }
        return 0;
    }

    /** The largest number seen often enough; 0 if none was. */
    int explored() {
        for (int at = CLASSES - 1; at >= 0; at--) {
            if (throughput(at) > 0) {
                return (int) Math.ceil(number[at]);
            }
        }
        return 0;
    }
}
