package dev.weir.net.yamux;

/**
 * What a peer does that costs it next to nothing and this side something: frames without data. It has an allowance of
 * them, which fills with time, and with what is moved: there is no limit to those that belong to work.
 */
final class Costs {
    private static final int BYTES_FOR_ONE = 128;
    private static final double NANOS = 1e9;

    private final int perSecond;
    private double left;
    private long at;

    /** Full; holds as many as come together in two seconds. */
    Costs(int perSecond, long now) {
        this.perSecond = perSecond;
        this.left = 2.0 * perSecond;
        this.at = now;
    }

    /** Bytes were moved, in either direction. */
    void moved(long bytes) {
        earned((double) bytes / BYTES_FOR_ONE);
    }

    /** This side has done something that the peer has to answer. */
    void asked(int frames) {
        earned(frames);
    }

    private void earned(double frames) {
        left = Math.min(2.0 * perSecond, left + frames);
    }

    /** A frame without data has come; whether that was not too many. */
    boolean frame(long now) {
        earned((now - at) / NANOS * perSecond);
        at = now;
        left -= 1;
        return left >= 0;
    }
}
