package dev.weir.admission;

/** How much comes a second, the last second counting most: an average that fades. Guarded by its admission. */
final class Flow {
    private static final double FADES_IN = 1e9;

    private double level;
    private long at;

    void add(double amount, long now) {
        level = faded(now) + amount;
        at = now;
    }

    double perSecond(long now) {
        return faded(now);
    }

    private double faded(long now) {
        return level <= 0 ? 0 : level * Math.exp(-Math.max(0, now - at) / FADES_IN);
    }
}
