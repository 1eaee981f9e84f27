package dev.weir.internal.engine;

import dev.weir.Engine;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Each task is a virtual thread; timers are those of the common pool. */
public final class VirtualThreadEngine implements Engine, Threaded {
    /** There is nothing to tell two of them apart by. */
    public static final VirtualThreadEngine INSTANCE = new VirtualThreadEngine();

    private final Thread.Builder.OfVirtual threads = Thread.ofVirtual().name("weir");

    private static final int BY_ANOTHER_WAY = 63;

    /** Not the common pool, whose threads a user may block. Its thread ends when there is nothing to start for a while. */
    private final ThreadPoolExecutor starter = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // islands, each at most once; no item waits in it
            Thread.ofPlatform().daemon().name("weir-starter").factory());

    private int executed; // by many threads; it does not matter if some are not counted

    private VirtualThreadEngine() {
        starter.allowCoreThreadTimeOut(true);
    }

    /**
     * A carrier takes what its threads have started until there is nothing, so those who always start another one would
     * keep it for themselves: now and then one goes by way of a thread that does nothing else, and the carrier looks what
     * else there is.
     */
    @Override
    public void execute(Runnable task) {
        if ((++executed & BY_ANOTHER_WAY) == 0) {
            starter.execute(() -> threads.start(task));
        } else {
            threads.start(task);
        }
    }

    @Override
    public void executeBlocking(Runnable task) {
        threads.start(task);
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Runnable schedule(long delayNanos, Runnable task) {
        ScheduledFuture<?> timer = ForkJoinPool.commonPool().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public RandomGenerator random() {
        return ThreadLocalRandom.current();
    }

    @Override
    public String toString() {
        return "virtual threads";
    }
}
