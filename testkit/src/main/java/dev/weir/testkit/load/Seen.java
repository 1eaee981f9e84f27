package dev.weir.testkit.load;

import java.util.Arrays;

/** What came of requests. */
public final class Seen {
    private long asked;
    private long attempts;
    private long served;
    private long useful;
    private long refusals;
    private long refusedAtOnce;
    private long returned;
    private long returnedServed;
    private long gaveUp;
    private double[] seconds = new double[64];
    private boolean sorted = true;

    /** Of none. */
    public Seen() {}

    void countAsked() {
        asked++;
    }

    void countAttempt(boolean firstReturn) {
        attempts++;
        returned += firstReturn ? 1 : 0;
    }

    void countServed(double after, boolean stillUseful, boolean firstReturn) {
        if (served == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * seconds.length);
        }
        seconds[(int) served++] = after;
        useful += stillUseful ? 1 : 0;
        returnedServed += firstReturn ? 1 : 0;
        sorted = false;
    }

    void countRefused(boolean atOnce) {
        refusals++;
        refusedAtOnce += atOnce ? 1 : 0;
    }

    void countGaveUp() {
        gaveUp++;
    }

    /**
     * Adds up.
     *
     * @param other what came of others
     */
    public void add(Seen other) {
        asked += other.asked;
        attempts += other.attempts;
        useful += other.useful;
        refusals += other.refusals;
        refusedAtOnce += other.refusedAtOnce;
        returned += other.returned;
        returnedServed += other.returnedServed;
        gaveUp += other.gaveUp;
        double[] both = Arrays.copyOf(seconds, (int) Math.max(64, served + other.served));
        System.arraycopy(other.seconds, 0, both, (int) served, (int) other.served);
        seconds = both;
        served += other.served;
        sorted = false;
    }

    /**
     * How many were asked for, each counted once however often it was tried.
     *
     * @return their number
     */
    public long asked() {
        return asked;
    }

    /**
     * How often it was tried.
     *
     * @return at least once for each
     */
    public long attempts() {
        return attempts;
    }

    /**
     * How many were served.
     *
     * @return their number
     */
    public long served() {
        return served;
    }

    /**
     * How many were served while their answer was of use.
     *
     * @return their number: over the time, that is the goodput
     */
    public long useful() {
        return useful;
    }

    /**
     * How often it was refused.
     *
     * @return the number of refusals
     */
    public long refusals() {
        return refusals;
    }

    /**
     * How many of them were decided at once; the others had been let wait.
     *
     * @return the number of refusals
     */
    public long refusedAtOnce() {
        return refusedAtOnce;
    }

    /**
     * How many gave up.
     *
     * @return their number
     */
    public long gaveUp() {
        return gaveUp;
    }

    /**
     * Refusals for each that was asked for.
     *
     * @return from 0 on
     */
    public double refusalsEach() {
        return asked == 0 ? 0 : (double) refusals / asked;
    }

    /**
     * Of those who came back for the first time, the share that was served.
     *
     * @return from 0 to 1; 1 if nobody did
     */
    public double servedOnFirstReturn() {
        return returned == 0 ? 1 : (double) returnedServed / returned;
    }

    /**
     * After how long those were served who were, from when they were first meant to be sent.
     *
     * @param quantile from 0 to 1
     * @return seconds; 0 if none were
     */
    public double seconds(double quantile) {
        if (!sorted) {
            Arrays.sort(seconds, 0, (int) served);
            sorted = true;
        }
        return served == 0 ? 0 : seconds[(int) Math.min(served - 1, (long) (quantile * served))];
    }

    @Override
    public String toString() {
        return "%d asked for, %d attempts, %d served, %d of use, %d refusals (%d at once), p50 %.1f ms, p99 %.1f ms"
                .formatted(
                        asked,
                        attempts,
                        served,
                        useful,
                        refusals,
                        refusedAtOnce,
                        1e3 * seconds(0.5),
                        1e3 * seconds(0.99));
    }
}
