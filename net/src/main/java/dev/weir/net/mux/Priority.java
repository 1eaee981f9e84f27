package dev.weir.net.mux;

/**
 * How much a stream's bytes are wanted (RFC 9218). A more urgent stream goes first as long as it has something to send and
 * windows to send it in. Of those that are equally urgent, the ones that are incremental share, by weight; the others are
 * of use only when complete, so they go one after the other, in the order in which they were opened, and have together
 * one share.
 *
 * @param urgency 0, the most urgent, to 7
 * @param incremental whether a part of it is of use
 * @param weight 1 to 256: its share among those that share
 */
public record Priority(int urgency, boolean incremental, int weight) {
    /** How many urgencies there are. */
    public static final int URGENCIES = 8;

    /** Of streams that nobody says anything about: urgency 3, not incremental, weight 16. */
    public static final Priority DEFAULT = new Priority(3, false, 16);

    private static final int MOST_WEIGHT = 256;

    /** Checks the numbers. */
    public Priority {
        if (urgency < 0 || urgency >= URGENCIES) {
            throw new IllegalArgumentException("an urgency must be 0 to 7 but was " + urgency + "; 3 is the default");
        }
        if (weight < 1 || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException("a weight must be 1 to 256 but was " + weight + "; 16 is the default");
        }
    }

    /**
     * One that shares with others.
     *
     * @param urgency 0 to 7
     * @param weight 1 to 256
     * @return an incremental priority
     */
    public static Priority sharing(int urgency, int weight) {
        return new Priority(urgency, true, weight);
    }
}
