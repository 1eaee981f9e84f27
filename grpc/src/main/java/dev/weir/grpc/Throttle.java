package dev.weir.grpc;

/**
 * How many calls were wanted and how many were not refused, over two minutes or so, and the chance that follows from that: a
 * client that is refused more than {@code K - 1} of {@code K} times sends less, by itself, and a tenth and more of what its
 * server takes still goes to see whether it takes more (Site Reliability Engineering, chapter 21). Guarded by its owner.
 */
final class Throttle {
    private static final int PIECES = 24;
    private static final long PIECE = 5_000_000_000L;

    private final double multiple;
    private final long[] wanted = new long[PIECES];
    private final long[] accepted = new long[PIECES];
    private long allWanted;
    private long allAccepted;
    private long began; // when the latest piece did
    private int at;

    Throttle(double multiple, long now) {
        this.multiple = multiple;
        began = now;
    }

    /** With what chance a call is not to be sent, 0 to 1. */
    double chance(long now) {
        advance(now);
        return Math.max(0, (allWanted - multiple * allAccepted) / (allWanted + 1));
    }

    void want(long now) {
        advance(now);
        wanted[at]++;
        allWanted++;
    }

    void accept(long now) {
        advance(now);
        accepted[at]++;
        allAccepted++;
    }

    private void advance(long now) {
        long pieces = (now - began) / PIECE;
        if (pieces <= 0) {
            return;
        }
        began += pieces * PIECE;
        for (long i = Math.min(pieces, PIECES); i > 0; i--) {
            at = (at + 1) % PIECES;
            allWanted -= wanted[at];
            allAccepted -= accepted[at];
            wanted[at] = 0;
            accepted[at] = 0;
        }
    }
}
