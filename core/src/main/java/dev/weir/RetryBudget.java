package dev.weir;

/**
 * What retries may spend: each first try earns a part of a retry, each retry costs one. So retries are at most that part
 * of the load, and a service that fails is not given several times the load. Any thread may use it.
 */
public final class RetryBudget {
    private static final long UNIT = 1_000_000;

    private final long earned;
    private final long most;
    private long saved;

    private RetryBudget(double part, int reserve) {
        this.earned = Math.round(part * UNIT);
        this.most = reserve * UNIT;
        this.saved = most;
    }

    /**
     * A budget.
     *
     * @param part how many retries a first try earns, such as 0.1; more than 0 and at most 1
     * @param reserve how many retries can be saved up, at least 1; as many are there at first
     * @return the budget
     */
    public static RetryBudget of(double part, int reserve) {
        if (!(part > 0 && part <= 1) || reserve < 1) {
            throw new IllegalArgumentException(
                    "part must be in 0..1 and reserve >= 1 but they were " + part + " and " + reserve);
        }
        return new RetryBudget(part, reserve);
    }

    /** A first try was made. */
    public synchronized void earn() {
        saved = Math.min(most, saved + earned);
    }

    /**
     * Takes a retry.
     *
     * @return whether there was one
     */
    public synchronized boolean spend() {
        if (saved < UNIT) {
            return false;
        }
        saved -= UNIT;
        return true;
    }
}
