package dev.weir.races;

import dev.weir.Engine;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/**
 * An engine that does nothing by itself: its tasks, also those that may block, run in the threads that call
 * {@link #run()}, its timers when they are told to. So the actors of a race are all the threads there are.
 */
public class Steps implements Engine {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Queue<Timer> timers = new ConcurrentLinkedQueue<>();
    private volatile long now = 1;

    private static final class Timer {
        private final long at;
        private final Runnable task;

        Timer(long at, Runnable task) {
            this.at = at;
            this.task = task;
        }
    }

    /** Runs tasks until none is left. */
    public void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets time pass, and runs what it brings in the calling thread; not the tasks that come of it. */
    public void pass(long nanos) {
        long until = now + nanos;
        now = until;
        timers.stream().filter(timer -> timer.at <= until).toList().forEach(timer -> {
            if (timers.remove(timer)) {
                timer.task.run();
            }
        });
    }

    /** Runs all that there is to run, and lets time pass while a timer is set. */
    public void finish() {
        run();
        for (int round = 0; round < 100 && !timers.isEmpty(); round++) {
            pass(1_000_000_000);
            run();
        }
    }

    /** How many tasks wait to be run. */
    public int tasks() {
        return tasks.size();
    }

    /** How many timers are set. */
    public int timers() {
        return timers.size();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void executeBlocking(Runnable task) {
        tasks.add(task);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Runnable schedule(long delayNanos, Runnable task) {
        Timer timer = new Timer(now + delayNanos, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public RandomGenerator random() {
        return RandomGenerator.of("L64X128MixRandom");
    }
}
