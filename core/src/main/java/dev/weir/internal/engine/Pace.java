package dev.weir.internal.engine;

/**
 * Whether what is done again and again takes long: then others are to do it beside. Once it took long a few
 * times in a row, which happens to nothing that was only interrupted, it counts as slow for a millisecond; then, if it is
 * so again, for twice as long, and so on. Not thread-safe.
 */
public final class Pace {
    private static final long FIRST_NANOS = 1_000_000;
    private static final long MOST_NANOS = 128_000_000;

    private static final int IN_A_ROW = 3;

    private long slowUntil;
    private int forgiven = IN_A_ROW - 1;
    private long nextTime = FIRST_NANOS;

    /** It is not slow from this time on, if it is not found to be. */
    public Pace(long now) {
        slowUntil = now;
    }

    /** It has just taken long. */
    public void tookLong(long now) {
        if (forgiven > 0) {
            forgiven--;
        } else {
            slow(now);
        }
    }

    /** It takes so long now that there is no doubt. */
    public void slow(long now) {
        slowUntil = now + nextTime;
        nextTime = Math.min(2 * nextTime, MOST_NANOS);
    }

    /** It has just not taken long. */
    public void tookLittle(long now) {
        if (isQuick(now)) {
            nextTime = FIRST_NANOS;
            forgiven = IN_A_ROW - 1;
        }
    }

    /** Whether it is not slow. */
    public boolean isQuick(long now) {
        return now - slowUntil >= 0;
    }
}
