package dev.weir.http.internal.h2;

/**
 * How the streams that were closed lately were closed: the last 128 of them, and the last 8 times that some were passed
 * over. What is not known any more counts as given up here, so that a late frame does no harm. For one thread.
 */
public final class ClosedStreams {
    private static final int KNOWN = 128;
    private static final int GAPS = 8;

    private final int[] ids = new int[KNOWN];
    private final StreamState[] states = new StreamState[KNOWN];
    private final int[] passedFrom = new int[GAPS];
    private final int[] passedTo = new int[GAPS];
    private int next;
    private int nextGap;

    /** It was closed so. */
    public void add(int id, StreamState state) {
        ids[next] = id;
        states[next] = state;
        next = (next + 1) % KNOWN;
    }

    /** Those after the one and before the other were passed over. */
    public void passedOver(int after, int before) {
        if (before - after > 2) {
            passedFrom[nextGap] = after;
            passedTo[nextGap] = before;
            nextGap = (nextGap + 1) % GAPS;
        }
    }

    /** How it was closed. */
    public StreamState of(int id) {
        for (int i = 0; i < KNOWN; i++) {
            if (ids[i] == id) {
                return states[i];
            }
        }
        for (int i = 0; i < GAPS; i++) {
            if (id > passedFrom[i] && id < passedTo[i]) {
                return StreamState.PASSED_OVER;
            }
        }
        return StreamState.RESET_HERE;
    }
}
