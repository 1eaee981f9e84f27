package dev.weir.net.mux;

/**
 * A window that a peer sends into. It is always whole: {@code available + due + what is held = size}, where {@code due} was
 * given back here and the peer was not told yet.
 */
final class Credit {
    private final long size;
    long available;
    long due;

    Credit(long available, long size) {
        this.size = size;
        this.available = available;
        this.due = size - available;
    }

    boolean take(long bytes) {
        if (bytes > available) {
            return false;
        }
        available -= bytes;
        return true;
    }

    void giveBack(long bytes) {
        due += bytes;
    }

    /** What the peer is told now: nothing before it is half of the window, so that it is told seldom and never stuck. */
    long update() {
        if (due == 0 || due < size / 2) {
            return 0;
        }
        long told = due;
        available += told;
        due = 0;
        return told;
    }
}
