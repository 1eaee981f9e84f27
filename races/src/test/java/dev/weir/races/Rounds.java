package dev.weir.races;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Rounds of a stress: as many as fit into its time, each with a seed of its own, which is told when a round fails. With
 * {@code -Dweir.seed=...} the first round has that seed.
 */
final class Rounds {
    /** Longer than any round takes, also where much else runs. */
    static final long LONG_SECONDS = 30;

    private static final boolean LONG = Boolean.getBoolean("weir.long");
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(LONG ? 45_000 : 1_800);
    private static final int MOST = LONG ? 100_000 : 1_000;

    private Rounds() {}

    /** One round: all it does at random comes from here. */
    @FunctionalInterface
    interface Round {
        void go(Random random) throws Exception;
    }

    /** What a thread of a round does. */
    @FunctionalInterface
    interface Part {
        void go(Random random) throws Exception;
    }

    static void go(Round round) {
        long begin = System.nanoTime();
        long first = Long.getLong("weir.seed", begin);
        for (long seed = first; seed - first < MOST && System.nanoTime() - begin < NANOS; seed++) {
            try {
                round.go(new Random(seed));
            } catch (Throwable t) {
                throw new AssertionError("with -Dweir.seed=" + seed + ": " + t.getMessage(), t);
            }
        }
    }

    /** Runs these parts, each in a thread of its own, to their ends. */
    static void together(Random random, List<Part> parts) throws InterruptedException {
        var thrown = new ConcurrentLinkedQueue<Throwable>();
        List<Thread> threads = new ArrayList<>();
        for (Part part : parts) {
            Random own = new Random(random.nextLong());
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    part.go(own);
                } catch (Throwable t) {
                    thrown.add(t);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(LONG_SECONDS));
            if (thread.isAlive()) {
                var stuck = new AssertionError("a thread must end but is at this");
                stuck.setStackTrace(thread.getStackTrace());
                thrown.add(stuck);
            }
        }
        if (!thrown.isEmpty()) {
            throw new AssertionError(thrown.size() + " threads failed, the first of them with this", thrown.peek());
        }
    }

    /** Spends a time that is short and never the same. */
    static void spin(Random random, int most) {
        for (int n = random.nextInt(most); n > 0; n--) {
            Thread.onSpinWait();
        }
    }
}
