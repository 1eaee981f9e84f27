package dev.weir.http;

import org.jspecify.annotations.Nullable;

/**
 * The one rule for how slow a peer may be: while it is waited for it moves at least so many bytes in each time-out. It knows
 * the time only by what it is told, in nanoseconds; for one thread.
 *
 * <p>Only time in which the peer is waited for counts, so that nobody is blamed for what this end holds back. It adds up
 * until enough has moved, then it begins anew: a byte now and then does not make it younger. What is less than enough, such
 * as a short body or the rest of a long one, may take one time-out.
 */
final class Progress {
    private final long enough;
    private long since; // waited for since then, if it is; what was waited before that is in before
    private long before;
    private boolean waiting;
    private long moved;
    private long movedAt;
    private @Nullable Runnable told;

    /** So many bytes are enough; at least 1, so that nothing at all never is. */
    Progress(long enough, long now) {
        this.enough = Math.max(1, enough);
        this.movedAt = now;
    }

    /** Run once, when it is the peer's turn the next time it is told so. */
    void onWait(Runnable once) {
        told = once;
    }

    /** It is the peer's turn, from now on if it was not before. */
    void waits(long now) {
        if (!waiting) {
            waiting = true;
            since = now;
        }
        if (told != null) {
            Runnable once = told;
            told = null;
            once.run();
        }
    }

    /** It is not the peer's turn: what it has taken so far is kept in mind. */
    void holds(long now) {
        if (waiting) {
            waiting = false;
            before += now - since;
        }
    }

    /** Nothing is left to wait for: whatever comes next begins anew. */
    void rests() {
        waiting = false;
        before = 0;
        moved = 0;
    }

    /** So many bytes have come, or were taken. */
    void moved(long bytes, long now) {
        if (bytes > 0) {
            movedAt = now;
            moved += bytes;
        }
        if (moved >= enough) {
            moved = 0;
            before = 0;
            since = now;
        }
    }

    /** Whether it is the peer's turn. */
    boolean waits() {
        return waiting;
    }

    /** For how long it was waited for, in which less than enough has moved; 0 while it is not waited for. */
    long slowFor(long now) {
        return waiting ? before + now - since : 0;
    }

    /** For how long it was waited for, since anything has moved; 0 while it is not waited for. */
    long silentFor(long now) {
        return waiting ? now - Math.max(since, movedAt) : 0;
    }

    /** When something has moved last. */
    long movedAt() {
        return movedAt;
    }

    /** What has moved since it was enough last, in bytes. */
    long tooLittle() {
        return moved;
    }
}
