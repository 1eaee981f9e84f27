package dev.weir.http.internal.overload;

/**
 * What retries to one origin may spend: a bucket of tokens, into which each first attempt puts a part of one and each
 * second a few. A retry takes a token. So retries are at most that part of what is sent, and a few a second, which lets
 * those retry who send seldom. Full at first. Not for several threads.
 */
public final class TimedRetryBudget {
    private final double part;
    private final double perSecond;
    private final double most;
    private double tokens;
    private long at = Long.MIN_VALUE;

    /**
     * A budget.
     *
     * @param part of a retry, for each first attempt; 0 to 1
     * @param perSecond retries, at least 0
     */
    public TimedRetryBudget(double part, double perSecond) {
        this.part = part;
        this.perSecond = perSecond;
        this.most = part == 0 && perSecond == 0 ? 0 : Math.max(10, 5 * perSecond);
        this.tokens = most;
    }

    /**
     * A first attempt is made.
     *
     * @param now nanoseconds
     */
    public void earn(long now) {
        pass(now);
        tokens = Math.min(most, tokens + part);
    }

    /**
     * Takes a retry.
     *
     * @param now nanoseconds
     * @return whether there was one
     */
    public boolean spend(long now) {
        pass(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    private void pass(long now) {
        if (at != Long.MIN_VALUE && now > at) {
            tokens = Math.min(most, tokens + perSecond * (now - at) / 1e9);
        }
        at = Math.max(at, now);
    }
}
