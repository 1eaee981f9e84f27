package dev.weir.proof.graphs;

import dev.weir.Engine;
import dev.weir.internal.engine.Threaded;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Another engine, with a count of its timers and tasks that are not over. */
class CountedEngine implements Engine {
    private final Engine engine;
    private final AtomicLong timers = new AtomicLong();
    private final AtomicLong tasks = new AtomicLong();

    /** One that is to weir what the other one is. */
    static CountedEngine over(Engine engine) {
        return engine instanceof Threaded threads
                ? new OfThreads(engine, threads.mayBlock())
                : new CountedEngine(engine);
    }

    private static final class OfThreads extends CountedEngine implements Threaded {
        private final boolean mayBlock;

        OfThreads(Engine engine, boolean mayBlock) {
            super(engine);
            this.mayBlock = mayBlock;
        }

        @Override
        public boolean mayBlock() {
            return mayBlock;
        }
    }

    private CountedEngine(Engine engine) {
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
