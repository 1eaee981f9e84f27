package dev.weir.http;

/** What a server does with those it refuses: from what is best for them to what costs it least. */
public enum Rung {
    /** Each is answered, and its connection stays. */
    ANSWERS,
    /**
     * A connection that hammers, that is, was refused eight times on end within 50 ms, is closed behind the answer; one of
     * HTTP/2 is told to open no more streams.
     */
    CLOSES,
    /** A connection of HTTP/2 may have few streams; those beyond are reset before anything is done for them. */
    FEWER_STREAMS,
    /** A connection that hammers stays, and is not read for as long as it was told to stay away, for a second at most. */
    PAUSES_READS,
    /** No connection is accepted. */
    PAUSES_ACCEPTS;

    /** Whether this is that rung, or above it. */
    boolean isAtLeast(Rung other) {
        return compareTo(other) >= 0;
    }

    /** What refusing must take of all processors to come here, if it may take so much. */
    double above(double most) {
        return this == PAUSES_ACCEPTS // which is also for those who were never refused
                ? Math.min(3 * most, (1 + most) / 2)
                : most;
    }

    Rung up() {
        return switch (this) {
            case ANSWERS -> CLOSES;
            case CLOSES -> FEWER_STREAMS;
            case FEWER_STREAMS -> PAUSES_READS;
            case PAUSES_READS, PAUSES_ACCEPTS -> PAUSES_ACCEPTS;
        };
    }

    Rung down() {
        return switch (this) {
            case ANSWERS, CLOSES -> ANSWERS;
            case FEWER_STREAMS -> CLOSES;
            case PAUSES_READS -> FEWER_STREAMS;
            case PAUSES_ACCEPTS -> PAUSES_READS;
        };
    }
}
