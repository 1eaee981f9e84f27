package dev.weir.bench.core;

/** Where the answer of a round trip arrives; who waits for it gives way to others for a moment, and then sleeps. */
final class Answers {
    private static final long AWAKE_NANOS = 20_000;

    private final Sleeper asker = new Sleeper();
    private volatile long answered = -1;

    /** Called by the consumer. */
    void answer(Long item) {
        answered = item;
        asker.wake();
    }

    /** Called by the one who has offered the item. */
    @SuppressWarnings("ThreadPriorityCheck") // the consumer may be a virtual thread on the same carrier
    void await(long item) {
        long until = System.nanoTime() + AWAKE_NANOS;
        while (answered != item && System.nanoTime() < until) {
            Thread.yield();
        }
        asker.sleepUntil(() -> answered == item);
    }
}
