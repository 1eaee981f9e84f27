package dev.weir.internal.engine;

import dev.weir.Engine;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/** Islands are tasks of a given executor; what must block, and time, are left to virtual threads. */
public final class ExecutorEngine implements Engine, Threaded {
    private final Executor executor;
    private final Engine other = VirtualThreadEngine.INSTANCE;

    /** Runs on this executor, which must run tasks on threads of its own. */
    public ExecutorEngine(Executor executor) {
        this.executor = executor;
    }

    /** Some executors run on the calling thread what they have no other thread for; that must not be the watch's. */
    @Override
    public void execute(Runnable task) {
        if (Watch.ALL.isThisThread()) {
            other.execute(() -> give(task));
        } else {
            give(task);
        }
    }

    private void give(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            other.execute(task); // the executor was shut down; what runs on it must still be able to end
        }
    }

    @Override
    public void executeBlocking(Runnable task) {
        other.executeBlocking(task);
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    @Override
    public long nanoTime() {
        return other.nanoTime();
    }

    @Override
    public Runnable schedule(long delayNanos, Runnable task) {
        return other.schedule(delayNanos, task);
    }

    @Override
    public RandomGenerator random() {
        return other.random();
    }

    @Override
    public String toString() {
        return "executor " + executor;
    }
}
