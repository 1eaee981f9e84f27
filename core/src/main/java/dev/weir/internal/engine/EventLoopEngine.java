package dev.weir.internal.engine;

import dev.weir.Engine;
import dev.weir.plan.IllegalPlanException;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All islands are tasks of one event loop. What blocks is refused, or left to another engine. */
public final class EventLoopEngine implements Engine {
    private final Executor loop;
    private final @Nullable Engine blocking;
    private final Engine other;
    private volatile @Nullable Thread thread;

    /** Runs on this loop, and what blocks on another engine; null: nowhere. */
    public EventLoopEngine(Executor loop, @Nullable Engine blocking) {
        this.loop = loop;
        this.blocking = blocking;
        this.other = blocking == null ? VirtualThreadEngine.INSTANCE : blocking;
    }

    boolean takesWhatDoesNotBlock() {
        return blocking == null || Engines.takesWhatDoesNotBlock(blocking);
    }

    @Override
    public void check(Plan plan) {
        if (blocking != null) {
            blocking.check(plan);
            return;
        }
        List<String> stages = plan.nodes().stream()
                .filter(node -> node.operator().blocks())
                .map(Node::name)
                .toList();
        if (!stages.isEmpty()) {
            throw new IllegalPlanException("an event loop must never block but these stages do: "
                    + String.join(", ", stages)
                    + "; use stages that call back, such as mapAsync, or have them run elsewhere:"
                    + " Engine.loop(loop, Engine.virtualThreads())");
        }
    }

    @Override
    public void execute(Runnable task) {
        try {
            loop.execute(() -> {
                thread = Thread.currentThread();
                task.run();
            });
        } catch (RejectedExecutionException e) {
            other.execute(task); // the loop was shut down; what runs on it must still be able to end
        }
    }

    @Override
    public void executeBlocking(Runnable task) {
        if (blocking == null) {
            throw new IllegalStateException("an event loop must never block but was given a task that does: " + task
                    + "; Engine.loop(loop, Engine.virtualThreads()) runs it elsewhere");
        }
        blocking.executeBlocking(task);
    }

    @Override
    public boolean mayWait() {
        return Thread.currentThread() != thread;
    }

    @Override
    public long nanoTime() {
        return other.nanoTime();
    }

    @Override
    public Runnable schedule(long delayNanos, Runnable task) {
        if (loop instanceof ScheduledExecutorService timers) {
            try {
                ScheduledFuture<?> timer = timers.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
                return () -> cancel(timer, timers);
            } catch (RejectedExecutionException e) {
                return other.schedule(delayNanos, task); // as above
            }
        }
        return other.schedule(delayNanos, task);
    }

    /** Most timers are taken back long before they are due, and the JDK's pool would keep each of them until then. */
    private static void cancel(ScheduledFuture<?> timer, ScheduledExecutorService timers) {
        timer.cancel(false);
        if (timers instanceof ScheduledThreadPoolExecutor pool && timer instanceof Runnable task) {
            pool.remove(task);
        }
    }

    @Override
    public RandomGenerator random() {
        return other.random();
    }

    @Override
    public String toString() {
        return "event loop " + loop + (blocking == null ? "" : ", and what blocks on " + blocking);
    }
}
