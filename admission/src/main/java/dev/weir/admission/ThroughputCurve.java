package dev.weir.admission;

/**
 * How throughput grew with the number of requests inside, as seen: by Little's law, n requests that took t each are a
 * throughput of n / t. Where more inside has stopped to mean more throughput, the service is saturated; the smallest
 * number that reaches that throughput is what is useful. The law is one of what is steady: where all that is inside shares a
 * processor, a request that came with few and left with many took as long as with many. So one that left with more than
 * about twice as many as it came with, or fewer than half, tells nothing.
 *
 * <p>What was seen at one number is not changed by what is seen at another, so a long overload, in which only large
 * numbers are seen, does not make the service look as slow as its queue (the drift of limits that compare with a
 * remembered time without load). But if much more was done with less inside, and that was not lately, the service was
 * another one then: that is forgotten, so that a service that has become slow is not taken to be best with what it needed
 * when it was fast. What has not been seen for long yields to what is seen now.
 *
 * <p>Four classes an octave, each the average of about its last thousand samples. Not thread-safe.
 */
final class ThroughputCurve {
    private static final int AN_OCTAVE = 4;
    private static final int CLASSES = 17 * AN_OCTAVE;
    private static final int ENOUGH = 16;
    private static final int CERTAIN = 32;
    private static final int REMEMBERED = 1024;
    private static final double SURELY = 1.25; // so much is no accident of some dozens
    private static final double CONTRADICTS = 1.5;
    private static final double FADES_AFTER = 20e9;

    /** Throughput within this share of the best counts as reaching it. */
    private static final double REACHES = 0.87;

    /** The number that was useful stays so until its throughput is less than this share. */
    private static final double STAYS = 0.83;

    /** So much more must have been inside, at least, for it to be known that more is of no use. */
    private static final double BEYOND = 1.2;

    private static final double GAP = 1.3;
    private static final int STEADY = 2; // times as many, and one
    private static final double CONGESTED = 2; // times as long as they take at least
    private static final double DOUBT = 0.7; // of one sample, in itself

    private final double[] number = new double[CLASSES];
    private final double[] nanos = new double[CLASSES];
    private final double[] samples = new double[CLASSES];
    private final long[] seen = new long[CLASSES];
    private int useful;
    private int explored;
    private double base;
    private int reachedAt = -1; // in which class the best is reached
    private double best; // throughput, a nanosecond
    private double slowest; // with the largest number
    private long known;

    /** A request that found this many inside, itself included, took so long and is over now, and so many were inside then. */
    void sample(int inside, int left, long took, long now) {
        if (left > STEADY * (long) inside + 1 || inside > STEADY * (long) left + 1) {
            return;
        }
        int at = classOf(inside);
        double remembered =
                Math.min(samples[at], REMEMBERED) / (1 + (now - seen[at]) / (FADES_AFTER + REMEMBERED * nanos[at]));
        double weight = 1 / (1 + remembered);
        samples[at] = remembered + 1;
        seen[at] = now;
        number[at] += weight * (inside - number[at]);
        nanos[at] += weight * (Math.max(1, took) - nanos[at]);
        if (known++ % 8 == 0 || known < 256) {
            if (samples[at] >= CERTAIN) {
                forgetBelow(at, now);
                doubtAbove(at, now);
            }
            learn();
        }
    }

    /**
     * A look at this number, with so many samples, has come to a throughput, a nanosecond. If that contradicts what was known
     * before it, that was another service: it is forgotten.
     */
    void looked(int inside, int many, double throughput, double knownBefore) {
        if (knownBefore > 0 && (throughput > SURELY * knownBefore || knownBefore > SURELY * throughput)) {
            int at = classOf(inside);
            number[at] = inside;
            nanos[at] = inside / throughput;
            samples[at] = many;
            learn();
        }
    }

    /** The throughput with so many inside, a nanosecond; 0 if that is not known. */
    double known(int inside) {
        return throughput(classOf(inside));
    }

    /** The throughput with so many inside, a nanosecond; the best one, if that is not known. */
    double throughputAt(int inside) {
        double there = known(inside);
        return there > 0 ? there : best;
    }

    private void forgetBelow(int at, long now) {
        for (int below = 0; below < at; below++) {
            boolean lately = now - seen[below] < 2 * nanos[at];
            if (!lately && throughput(below) > CONTRADICTS * throughput(at)) {
                samples[below] = 0;
            }
        }
    }

    /** More inside hardly does so much less. If it did, and not lately, it is soon known again. */
    private void doubtAbove(int at, long now) {
        for (int above = at + 1; above < CLASSES; above++) {
            boolean lately = now - seen[above] < 2 * nanos[at];
            if (!lately && CONTRADICTS * throughput(above) < throughput(at)) {
                samples[above] = Math.min(samples[above], ENOUGH);
            }
        }
    }

    static int classOf(int inside) {
        int octave = 31 - Integer.numberOfLeadingZeros(Math.max(1, inside));
        int within = octave < 2 ? (inside << 2 >> octave) & 3 : (inside >> (octave - 2)) & 3;
        return Math.min(CLASSES - 1, AN_OCTAVE * octave + within);
    }

    private double throughput(int at) {
        return samples[at] < ENOUGH ? 0 : number[at] / nanos[at];
    }

    /** The least that it is likely to be. */
    private double atLeast(int at) {
        return throughput(at) * (1 - doubt(at));
    }

    private double atMost(int at) {
        return throughput(at) * (1 + doubt(at));
    }

    private double doubt(int at) {
        return DOUBT / Math.sqrt(Math.max(1, samples[at]));
    }

    private void learn() {
        best = 0;
        int last = -1;
        base = 0;
        for (int at = 0; at < CLASSES; at++) {
            if (throughput(at) > 0) {
                best = Math.max(best, atLeast(at));
                base = last < 0 ? nanos[at] : Math.min(base, nanos[at]);
                slowest = nanos[at];
                last = at;
            }
        }
        useful = 0;
        explored = last < 0 ? 0 : (int) Math.ceil(number[last]);
        if (last >= 0) {
            double reached = reaches(best);
            useful = isFlat(reached, last) ? (int) Math.ceil(reached) : 0;
        }
    }

    /** More inside than where the best is reached has surely not meant half as much as it would if throughput grew with it. */
    private boolean isFlat(double reached, int last) {
        double more = number[last] / reached;
        return more >= BEYOND && atMost(last) <= throughput(reachedAt) * (1 + more) / 2;
    }

    /**
     * Where throughput reaches the best: the first number at which it was seen to, or, if there is a gap before that, where
     * it would if it grew on as it did up to there.
     */
    private double reaches(double best) {
        double before = 0;
        double time = 0;
        for (int at = 0; ; at++) {
            double here = throughput(at);
            if (atLeast(at) >= (at == reachedAt ? STAYS : REACHES) * best) {
                reachedAt = at;
                return before > 0 && number[at] > GAP * before
                        ? Math.clamp(best * time, before, number[at])
                        : number[at];
            }
            if (here > 0) {
                before = number[at];
                time = nanos[at];
            }
        }
    }

    /** How long requests take where they take the shortest time on the average; 0: none is known. */
    double base() {
        return base;
    }

    /** With the largest number they take twice as long as that. */
    boolean isCongested() {
        return slowest > CONGESTED * base;
    }

    /**
     * The number inside that is useful; 0 if that is not known, as throughput has grown with all numbers seen.
     */
    int useful() {
        return useful;
    }

    /** The largest number seen often enough; 0 if none was. */
    int explored() {
        return explored;
    }
}
