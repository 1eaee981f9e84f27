package dev.weir.internal.engine;

import dev.weir.Engine;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * Tasks wait in a queue until one thread waits, which runs them instead. A task may wait as well: then it runs others
 * meanwhile, on top of itself, which is why what is suspended in the middle of an item runs elsewhere.
 */
public final class OwnThreadEngine implements Engine {
    private final Engine other = VirtualThreadEngine.INSTANCE;
    private final Queue<Runnable> tasks = // islands, each at most once; no item waits in it
            new ConcurrentLinkedQueue<>();
    private final Thread own;

    /** Runs on this thread, when it waits. */
    public OwnThreadEngine(Thread own) {
        this.own = own;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        LockSupport.unpark(own); // it sees the task, or does not park
    }

    @Override
    public void executeBlocking(Runnable task) {
        other.executeBlocking(task);
    }

    /** Runs one task if there is one: whoever waits looks after each whether it still has to. */
    @Override
    public void park(Object blocker) {
        Runnable task = Thread.currentThread() == own ? tasks.poll() : null;
        if (task == null) {
            LockSupport.park(blocker);
        } else {
            task.run();
        }
    }

    @Override
    public void letOthersRun() {
        Runnable task = Thread.currentThread() == own ? tasks.poll() : null;
        if (task == null) {
            other.letOthersRun();
        } else {
            task.run();
        }
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
        return "own thread " + own.getName();
    }
}
