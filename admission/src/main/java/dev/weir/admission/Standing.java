package dev.weir.admission;

/**
 * Whether the queue at a stage is one that stands: one that does not go away by itself but only makes everybody late. A
 * burst makes a queue that drains; an overload makes one that stays as long as it is let.
 *
 * <p>Work may wait as long as its settings say, until the wait has not been short for some time; from then on only for a
 * short while, until the wait has been hardly any for a time. (So CoDel tells a good queue from a bad one; the two time-outs are
 * those that Facebook uses for requests.) What ends it is not that nothing has waited: at nine tenths of what can be done something
 * waits most of the time, and for seconds after an overload somebody would be refused. Guarded by its admission.
 */
final class Standing {
    private static final double CALM = 4; // times what counts as short, in which hardly anything waits
    private static final double HARDLY = 0.25; // of what counts as short: where a queue stands it is longer

    private boolean over;
    private double calm; // nanoseconds in which hardly anything has waited
    private long noticed;
    private boolean isLong;
    private long longSince;

    /**
     * The wait is so long now.
     *
     * @param wait how long work would wait
     * @param brief what counts as short
     * @param patience for how long it may be longer than that
     */
    void notice(double wait, double brief, double patience, long now) {
        if (over) {
            long heardNothing = now - noticed;
            calm = wait > HARDLY * brief
                    ? 0
                    : calm + Math.min((double) heardNothing, brief); // a server that stalls is not calm
            over = calm < CALM * brief && heardNothing < patience;
            isLong = over;
        } else if (wait <= brief) {
            isLong = false;
        } else if (!isLong) {
            isLong = true;
            longSince = now;
        } else {
            over = now - longSince > patience;
            calm = 0;
        }
        noticed = now;
    }

    boolean isOver() {
        return over;
    }
}
