package dev.weir.http.internal.overload;

import java.util.concurrent.TimeUnit;

/**
 * Refuses here what would be refused there, with the probability {@code max(0, (requests - K * accepts) / (requests + 1))}
 * over the last two minutes (adaptive throttling, as in "Site Reliability Engineering", chapter 21): however much is asked
 * for, the origin sees at most about K times what it accepts. Those refused here are requests too, so that it follows a
 * demand that grows. Not for several threads.
 */
public final class AdaptiveThrottle {
    private static final int SLOTS = 24;
    private static final long SLOT = TimeUnit.SECONDS.toNanos(5);
    private static final int FEW = 10; // requests, which say nothing yet

    private final double k;
    private final long[] requests = new long[SLOTS];
    private final long[] accepts = new long[SLOTS];
    private long current = Long.MIN_VALUE; // the slot that time is in
    private long allRequests;
    private long allAccepts;

    /**
     * One that has seen nothing.
     *
     * @param k how many times what is accepted may be sent, at least 1; infinite: it refuses nothing
     */
    public AdaptiveThrottle(double k) {
        this.k = k;
    }

    /**
     * The probability with which it refuses now; 0 while there were fewer than 10 requests.
     *
     * @param now nanoseconds
     * @return 0 to 1
     */
    public double probability(long now) {
        pass(now);
        return allRequests < FEW ? 0 : Math.max(0, (allRequests - k * allAccepts) / (allRequests + 1));
    }

    /**
     * A request was answered there, or refused here.
     *
     * @param now nanoseconds
     */
    public void requested(long now) {
        pass(now);
        requests[index(current)]++;
        allRequests++;
    }

    /**
     * A request was accepted there.
     *
     * @param now nanoseconds
     */
    public void accepted(long now) {
        pass(now);
        accepts[index(current)]++;
        allAccepts++;
    }

    private void pass(long now) {
        long slot = Math.floorDiv(now, SLOT);
        if (current == Long.MIN_VALUE) {
            current = slot;
        }
        for (int i = 0; current < slot && i < SLOTS; i++) {
            int oldest = index(++current);
            allRequests -= requests[oldest];
            allAccepts -= accepts[oldest];
            requests[oldest] = 0;
            accepts[oldest] = 0;
        }
        current = Math.max(current, slot);
    }

    private static int index(long slot) {
        return (int) Math.floorMod(slot, (long) SLOTS);
    }
}
