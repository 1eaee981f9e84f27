package dev.weir.http;

/**
 * Which rung a server is on: one up when processors are scarce and refusing has taken more of them than it may for half a
 * second (more than that, for the last rung), one down when it has taken less than half of it, or they were not scarce, for
 * a second. So it looks for the lowest rung that is enough. Pure.
 *
 * @param rung where it is
 * @param over for how many windows on end it was too much
 * @param calm for how many windows on end it was little
 */
record Ladder(Rung rung, int over, int calm) {
    /** In milliseconds. */
    static final int WINDOW = 100;

    private static final int OVER = 5; // windows
    private static final int CALM = 10;
    private static final double SCARCE = 0.9; // of all processors

    /** Where a server begins, and where it is again when refusing has taken little for long enough. */
    static final Ladder FOOT = new Ladder(Rung.ANSWERS, 0, CALM);

    /**
     * After a window in which refusing took this share of all processors.
     *
     * @param share from 0 to 1
     * @param busy what all work took of them, from 0 to 1
     * @param most what refusing may take
     */
    Ladder after(double share, double busy, double most) {
        boolean scarce = busy >= SCARCE;
        if (scarce && share > rung.up().above(most)) {
            return over + 1 < OVER ? new Ladder(rung, over + 1, 0) : new Ladder(rung.up(), 0, 0);
        }
        if (scarce && share >= most / 2) {
            return new Ladder(rung, 0, 0);
        }
        if (calm + 1 < CALM) {
            return new Ladder(rung, 0, calm + 1);
        }
        return rung == Rung.ANSWERS ? FOOT : new Ladder(rung.down(), 0, 0);
    }
}
