package dev.weir.internal.stage;

/**
 * Looks for the number of calls at a time beyond which more bring no more results. Doubles while that pays; then tries a
 * little more and a little less in turn, and stays where the rate was better. It knows nothing of time or calls: it is
 * told the rate at which results came with the present number, and answers the next number.
 */
final class Climb {
    private static final double PAYS = 1.05;

    private final int most;
    private int now;
    private int best;
    private double bestRate;
    private boolean doubling = true;
    private boolean upwards = true;

    Climb(int most) {
        this.most = most;
        this.now = Math.min(2, most);
        this.best = now;
    }

    int now() {
        return now;
    }

    /** The next number, given the rate with the present one. */
    int next(double rate) {
        if (doubling) {
            grow(rate);
        } else if (now == best) {
            bestRate = rate; // what was best once may be worse by now
            upwards = best == 1 || (upwards && best < most);
            now = Math.clamp(best + (upwards ? step() : -step()), 1, most);
        } else {
            boolean better = now > best ? rate > bestRate * PAYS : rate * PAYS >= bestRate;
            best = better ? now : best;
            bestRate = better ? rate : bestRate;
            upwards = better == upwards;
            now = best;
        }
        return now;
    }

    private void grow(double rate) {
        if (rate > bestRate * (1 + (PAYS - 1) * 4)) {
            bestRate = rate;
            best = now;
            now = Math.min(2 * now, most);
            doubling = now > best;
        } else {
            now = best;
            doubling = false;
        }
    }

    private int step() {
        return Math.max(1, best / 8);
    }
}
