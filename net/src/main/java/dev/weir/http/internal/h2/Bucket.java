package dev.weir.http.internal.h2;

/** So many at once, and so many a second after that. For one thread. */
final class Bucket {
    private static final double SECOND = 1e9;

    private final int most;
    private final int perSecond;
    private double left;
    private long at;

    Bucket(int most, int perSecond, long now) {
        this.most = most;
        this.perSecond = perSecond;
        this.left = most;
        this.at = now;
    }

    /** Takes one; false if there is none. */
    boolean take(long now) {
        add((now - at) / SECOND * perSecond);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    void add(double some) {
        left = Math.min(most, left + some);
    }
}
