package dev.weir.admission;

/**
 * How far a limit has gone up. Down it goes at once; up in steps, each of which is taken only when so many have left since the last
 * one that what that did is seen. Else a step would be judged by what was on its way while it was taken, and one by mistake
 * would lead to the next. Guarded by its admission.
 */
final class Ascent {
    static final int FIRST = 32;
    private static final int QUICKLY = 4;
    private static final double SLOWLY = 1.25;
    private static final int SEEN = 3; // times as many have left as may be inside

    private int limit = FIRST;
    private long left; // since the last step

    int limit() {
        return limit;
    }

    /**
     * One has left, and so many may be inside, as far as is known.
     *
     * @param quickly nothing tells that there is no more to be had
     */
    void left(int meant, boolean quickly) {
        left++;
        if (meant <= limit) {
            limit = meant;
        } else if (left >= (quickly ? 1 : SEEN) * (long) limit) {
            limit = (int) Math.min(meant, Math.ceil((quickly ? QUICKLY : SLOWLY) * limit) + 1);
            left = 0;
        }
    }
}
