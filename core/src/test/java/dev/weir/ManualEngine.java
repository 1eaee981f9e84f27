package dev.weir;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/**
 * An engine that does nothing by itself: tasks run in the calling thread when it is told to, and time passes when it is
 * told to. What must block runs on virtual threads beside it, unless it is known not to block. Between two calls all
 * islands that run in the calling thread are at rest.
 */
final class ManualEngine implements Engine {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private final boolean nothingBlocks;
    private volatile long now;
    private long timersMade;

    ManualEngine() {
        this(false);
    }

    private ManualEngine(boolean nothingBlocks) {
        this.nothingBlocks = nothingBlocks;
    }

    /** For code that may block and does not: it too runs in the calling thread. */
    static ManualEngine whereNothingBlocks() {
        return new ManualEngine(true);
    }

    private record Timer(long at, long number, Runnable task) {}

    /** Runs tasks until none is left. */
    void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets time pass, timer by timer, and runs all tasks at each of them. */
    void advance(Duration by) {
        runAll();
        long until = now + by.toNanos();
        for (Timer timer = due(until); timer != null; timer = due(until)) {
            now = Math.max(now, timer.at());
            timer.task().run();
            runAll();
        }
        now = until;
        runAll();
    }

    private synchronized Timer due(long until) {
        Timer first = timers.peek();
        return first != null && first.at() <= until ? timers.poll() : null;
    }

    /** How many timers are set. */
    synchronized int timers() {
        return timers.size();
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void executeBlocking(Runnable task) {
        if (nothingBlocks) {
            execute(task);
        } else {
            Engine.virtualThreads().executeBlocking(task);
        }
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public synchronized Runnable schedule(long delayNanos, Runnable task) {
        Timer timer = new Timer(now + delayNanos, timersMade++, task);
        timers.add(timer);
        return () -> remove(timer);
    }

    private synchronized void remove(Timer timer) {
        timers.remove(timer);
    }

    @Override
    public RandomGenerator random() {
        return RandomGenerator.of("L64X128MixRandom");
    }
}
