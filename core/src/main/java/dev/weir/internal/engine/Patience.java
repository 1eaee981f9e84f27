package dev.weir.internal.engine;

/**
 * How long to look whether something comes before going to rest: twice as long as the last time if something came, half
 * as long if nothing did, and never longer than some microseconds. Where nothing ever comes that soon, it costs next to
 * nothing. For one thread.
 */
final class Patience {
    private static final int LEAST = 4;
    private static final int MOST = 512; // at some 40 ns each

    private int looks = 64;

    /** So many looks, with a moment between. */
    int looks() {
        return looks;
    }

    /** Something came. */
    void paid() {
        looks = Math.min(MOST, 2 * looks);
    }

    /** Nothing did. */
    void didNot() {
        looks = Math.max(LEAST, looks / 2);
    }
}
