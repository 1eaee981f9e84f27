package dev.weir;

import dev.weir.internal.engine.Engines;
import dev.weir.internal.engine.EventLoopEngine;
import dev.weir.internal.engine.ExecutorEngine;
import dev.weir.internal.engine.OwnThreadEngine;
import dev.weir.internal.engine.VirtualThreadEngine;
import dev.weir.internal.engine.Waits;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs pipelines. It owns threads, time, waiting and randomness; nothing else in weir does. The same pipeline gives the
 * same results on every engine.
 *
 * <p>There are {@link #virtualThreads}, the default; {@link #on}, any executor; {@link #loop}, one event loop that never
 * blocks; {@link #ownThread}, the thread that waits for the result; and the simulation of the module {@code testkit}.
 * Who writes another one gives it the first five methods; it gives the others too if its tasks are not run by threads
 * of their own.
 */
public interface Engine {
    /**
     * Runs a task soon. Tasks of one pipeline may run beside each other; a task that returns to the engine runs again
     * only after another call of this method.
     *
     * @param task runs user functions, which may block if they block anywhere
     */
    void execute(Runnable task);

    /**
     * Runs a task that will block, on a thread where that harms nobody.
     *
     * @param task may block for as long as it likes
     */
    void executeBlocking(Runnable task);

    /**
     * Reads the engine's clock.
     *
     * @return nanoseconds since some fixed point
     */
    long nanoTime();

    /**
     * Calls back once, after a while.
     *
     * @param delayNanos how long to wait, in nanoseconds
     * @param task short; never blocks
     * @return takes the call back again; calling it twice, or too late, has no effect
     */
    Runnable schedule(long delayNanos, Runnable task);

    /**
     * The engine's source of randomness.
     *
     * @return a generator that any thread may use
     */
    RandomGenerator random();

    /**
     * Refuses a plan that it cannot run. Asked before anything of it runs; for the flows inside of a stage, when they
     * are made.
     *
     * @param plan what is to run
     * @throws dev.weir.plan.IllegalPlanException if it does not run here; the message says what does
     */
    default void check(Plan plan) {}

    /**
     * Whether the calling thread may wait for what this engine runs.
     *
     * @return false on a thread without which the engine stands still
     */
    default boolean mayWait() {
        return true;
    }

    /**
     * Waits until {@link #unpark} or {@link #interrupt} is called for the calling thread, or was since it last waited. It may also return
     * for no reason; who calls it looks again, as with {@link LockSupport#park}.
     *
     * @param blocker what is waited for, for those who look at threads
     */
    default void park(Object blocker) {
        LockSupport.park(blocker);
    }

    /**
     * Ends a wait in {@link #park}, or the next one.
     *
     * @param thread waits, or may be about to
     */
    default void unpark(@Nullable Thread thread) {
        LockSupport.unpark(thread);
    }

    /**
     * Interrupts a thread that may wait in {@link #park}, or in code that is not weir's.
     *
     * @param thread runs a task of this engine, or waits for one
     */
    default void interrupt(Thread thread) {
        thread.interrupt();
    }

    /** Lets other tasks go first, in the middle of one. */
    @SuppressWarnings(
            "ThreadPriorityCheck") // a virtual thread is not preempted: without this, others on its carrier wait
    default void letOthersRun() {
        Thread.yield();
    }

    /**
     * Blocks the calling thread for a while on the engine's clock: the {@code Thread.sleep} of functions that are to be
     * simulated, where it costs no time.
     *
     * @param time how long; none if it is not positive
     * @throws InterruptedException if the thread was or is interrupted
     * @throws IllegalStateException if the calling thread must not wait
     */
    default void sleep(Duration time) throws InterruptedException {
        Waits.sleep(this, time);
    }

    /**
     * The default: each activation of an island is a virtual thread, so user functions may block.
     *
     * @return the engine all pipelines run on that name no other
     */
    static Engine virtualThreads() {
        return VirtualThreadEngine.INSTANCE;
    }

    /**
     * Runs islands as tasks of an executor, such as a pool. Functions that must be suspended in the
     * middle of an item (in {@code generate}, {@code mapMulti}, {@code gather}), the calls of {@code mapConcurrent},
     * and what blocks by nature (blocking queues, files, what {@link Bytes} and {@link Texts} read and write) run on
     * virtual threads all the same.
     *
     * @param executor runs tasks on its own threads, never in the calling one
     * @return an engine over it; the executor stays the caller's to shut down, by {@code shutdown()}: one that drops tasks it
     *     was given, as {@code shutdownNow()} does, leaves pipelines that can neither go on nor end
     */
    static Engine on(Executor executor) {
        return new ExecutorEngine(executor);
    }

    /**
     * Runs everything on one event loop, which must never block. A pipeline with a stage that blocks by nature is refused before it runs
     * (see {@link dev.weir.plan.Operator#blocks}); so is each wait of weir's own on the loop's thread, such as {@code join},
     * with an {@link IllegalStateException}. If the loop is a {@link ScheduledExecutorService}, it keeps the time too; what the
     * factories of {@link java.util.concurrent.Executors} give keeps a timer that is not needed any more until it is due,
     * a {@link java.util.concurrent.ScheduledThreadPoolExecutor} made by its constructor does not.
     *
     * @param loop runs tasks one at a time, on one thread
     * @return an engine over it; the loop stays the caller's
     */
    static Engine loop(Executor loop) {
        return new EventLoopEngine(loop, null);
    }

    /**
     * The same, with another engine for the stages that block by nature: their islands run there instead of being refused.
     *
     * @param loop runs tasks one at a time, on one thread
     * @param blocking runs what blocks
     * @return an engine over both
     */
    static Engine loop(Executor loop, Engine blocking) {
        return new EventLoopEngine(loop, blocking);
    }

    /**
     * Runs everything on the thread that calls this, while that thread waits for it: in {@code join}, in {@code run}, in
     * {@code put}, for an item, in {@link #sleep}. In between nothing moves, but clocks. What blocks by nature runs on virtual threads
     * beside it, as {@link #on} says.
     *
     * @return an engine for the calling thread
     */
    static Engine ownThread() {
        return new OwnThreadEngine(Thread.currentThread());
    }

    /**
     * The engine of pipelines that name none and are started here: what {@link #within} says, or virtual threads.
     *
     * @return the engine; its clock is the one to use, and its {@link #sleep}, in code that is to be simulated
     */
    static Engine current() {
        return Engines.current();
    }

    /**
     * Runs code in which all pipelines that name no engine are started on this one: what a test needs to have a whole
     * service run on another. Holds for the calling thread, and for the tasks of a simulation; not for threads that it starts.
     *
     * @param engine runs them
     * @param body the code
     * @param <R> what it gives
     * @param <X> what it may throw
     * @return what it gave
     * @throws X what it has thrown
     */
    static <R extends @Nullable Object, X extends Throwable> R within(
            Engine engine, ScopedValue.CallableOp<? extends R, X> body) throws X {
        return Engines.within(engine, body);
    }
}
