package dev.weir.internal.engine;

import dev.weir.Engine;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Each task is a virtual thread; timers are those of the common pool. */
public final class VirtualThreadEngine implements Engine {
    /** There is nothing to tell two of them apart by. */
    public static final VirtualThreadEngine INSTANCE = new VirtualThreadEngine();

    private final Thread.Builder.OfVirtual threads = Thread.ofVirtual().name("weir");

    private VirtualThreadEngine() {}

    @Override
    public void execute(Runnable task) {
        threads.start(task);
    }

    @Override
    public void executeBlocking(Runnable task) {
        threads.start(task);
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
