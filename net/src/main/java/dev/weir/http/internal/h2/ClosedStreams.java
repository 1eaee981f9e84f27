package dev.weir.http.internal.h2;

/**
 * How the streams that were closed lately were closed: the last 128 of them. What is not known any more counts as given up
 * here, so that a late frame does no harm. For one thread.
 */
public final class ClosedStreams {
    private static final int KNOWN = 128;

    private final int[] ids = new int[KNOWN];
    private final StreamState[] states = new StreamState[KNOWN];
    private int next;

    /** It was closed so. */
    public void add(int id, StreamState state) {
        ids[next] = id;
        states[next] = state;
        next = (next + 1) % KNOWN;
    }

    /** How it was closed. */
    public StreamState of(int id) {
        for (int i = 0; i < KNOWN; i++) {
            if (ids[i] == id) {
                return states[i];
            }
        }
        return StreamState.RESET_HERE;
    }
}
