package dev.weir;

import dev.weir.internal.engine.ExecutorEngine;
import dev.weir.internal.engine.VirtualThreadEngine;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Runs pipelines. It owns threads, time and randomness; nothing else in weir does. The same pipeline gives the same
 * results on every engine.
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
     * The default: each activation of an island is a virtual thread, so user functions may block.
     *
     * @return the engine all pipelines run on that name no other
     */
    static Engine virtualThreads() {
        return VirtualThreadEngine.INSTANCE;
    }

    /**
     * Runs islands as tasks of an executor, such as a pool or an event loop. Functions that must be suspended in the
     * middle of an item (in {@code generate}, {@code mapMulti}, {@code gather}), the calls of {@code mapConcurrent},
     * and what blocks by nature (blocking queues, what {@link Bytes} and {@link Texts} read and write) run on virtual
     * threads all the same.
     *
     * @param executor runs tasks on its own threads, never in the calling one
     * @return an engine over it; the executor stays the caller's to shut down, by {@code shutdown()}: one that drops tasks it
     *     was given, as {@code shutdownNow()} does, leaves pipelines that can neither go on nor end
     */
    static Engine on(Executor executor) {
        return new ExecutorEngine(executor);
    }
}
