package dev.weir.net.yamux;

import dev.weir.Engine;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs tasks one at a time and in order, on the threads of an engine. After each few of them it does what is to be done
 * after any. Whoever adds the first task of those that wait starts it; whoever finds none left when it is done stops.
 *
 * <p>It has no limit of its own: those who use it have each at most a few tasks in it, which follows from what they do.
 */
final class Serial {
    private static final int TOGETHER = 64;

    private final Engine engine;
    private final Runnable afterwards;
    private final Consumer<Throwable> failed;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger added =
            new AtomicInteger(); // less those that were run; for a moment it may be below zero

    Serial(Engine engine, Runnable afterwards, Consumer<Throwable> failed) {
        this.engine = engine;
        this.afterwards = afterwards;
        this.failed = failed;
    }

    /** Any thread; what was done before this call is seen by the task. */
    void later(Runnable task) {
        tasks.add(task);
        if (added.getAndIncrement() == 0) {
            engine.execute(this::run);
        }
    }

    private void run() {
        int done = 0;
        while (done < TOGETHER) {
            Runnable task = tasks.poll();
            if (task == null) {
                break;
            }
            done++;
            run(task);
        }
        run(afterwards);
        if (added.addAndGet(-done) > 0) {
            engine.execute(this::run);
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            failed.accept(t);
        }
    }
}
