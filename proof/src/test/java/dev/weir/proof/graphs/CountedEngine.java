package dev.weir.proof.graphs;

import dev.weir.Engine;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Another engine, with a count of its timers and tasks that are not over. */
final class CountedEngine implements Engine {
    private final Engine engine;
    private final AtomicLong timers = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();

    CountedEngine(Engine engine) {
        this.engine = engine;
    }

    boolean quiet() {
        return timers.get() == 0 && tasks.get() == 0;
    }

    private Runnable counted(Runnable task) {
        tasks.incrementAndGet();
        return () -> {
            try {
                task.run();
            } finally {
                tasks.decrementAndGet();
            }
        };
    }

    @Override
    public void execute(Runnable task) {
        engine.execute(counted(task));
    }

    @Override
    public void executeBlocking(Runnable task) {
        engine.executeBlocking(counted(task));
    }

    @Override
    public long nanoTime() {
        return engine.nanoTime();
    }

    @Override
    public Runnable schedule(long delayNanos, Runnable task) {
        timers.incrementAndGet();
        AtomicBoolean over = new AtomicBoolean();
        Runnable done = () -> {
            if (over.compareAndSet(false, true)) {
                timers.decrementAndGet();
            }
        };
        Runnable cancel = engine.schedule(delayNanos, () -> {
            done.run();
            task.run();
        });
        return () -> {
            cancel.run();
            done.run();
        };
    }

    @Override
    public RandomGenerator random() {
        return engine.random();
    }

    @Override
    public void check(Plan plan) {
        engine.check(plan);
    }

    @Override
    public boolean mayWait() {
        return engine.mayWait();
    }

    @Override
    public void park(Object blocker) {
        engine.park(blocker);
    }

    @Override
    public void unpark(@Nullable Thread thread) {
        engine.unpark(thread);
    }

    @Override
    public void interrupt(Thread thread) {
        engine.interrupt(thread);
    }

    @Override
    public void letOthersRun() {
        engine.letOthersRun();
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        engine.sleep(time);
    }

    @Override
    public String toString() {
        return engine + " with " + timers + " timers and " + tasks + " tasks";
    }
}
