package dev.weir.internal.engine;

/** Tells one that was woken at once from one that only its time-out has woken: the other may just not have come yet. */
final class Late {
    static final long WAIT_NANOS = 2_000_000_000; // no thread that may run is kept from it for half of that

    private Late() {}

    /** Whether what happened then should have woken somebody long ago; 0: it has not happened yet. */
    static boolean since(long then) {
        return then != 0 && System.nanoTime() - then > WAIT_NANOS / 2;
    }
}
