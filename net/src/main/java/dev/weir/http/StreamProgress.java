package dev.weir.http;

/** Whether the peer takes what a stream sends. For the event loop. */
final class StreamProgress {
    /** Less than that in a whole time-out is no progress: a peer could keep an answer for ever with a byte at a time. */
    private static final long ENOUGH = 1024;

    private long movedAt = System.nanoTime();
    private long enoughAt = movedAt;
    private long since;

    /** There is something to take, and there was nothing before. */
    void begin() {
        enoughAt = System.nanoTime();
        since = 0;
    }

    /** So much was taken. */
    void moved(int bytes) {
        movedAt = System.nanoTime();
        since += bytes;
        if (since >= ENOUGH) {
            since = 0;
            enoughAt = movedAt;
        }
    }

    /** When something was taken last. */
    long movedAt() {
        return movedAt;
    }

    /** For how long it was less than enough. */
    long slowFor(long now) {
        return now - enoughAt;
    }
}
