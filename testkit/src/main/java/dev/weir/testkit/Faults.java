package dev.weir.testkit;

import dev.weir.Engine;
import dev.weir.Pipe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Slowness and faults for one place of a flow, switched on and off while it runs. Its {@link #pipe} is put into the
 * declaration, or behind a named stage by {@link dev.weir.Pipeline#after}. It holds one item, keeps the order, blocks
 * nothing, and does nothing until it is told to. Methods may be called by any thread.
 *
 * @param <T> the items
 */
public final class Faults<T> {
    private final Deque<CompletableFuture<T>> stalled = new ArrayDeque<>();
    private final Deque<T> stalledItems = new ArrayDeque<>();
    private Duration each = Duration.ZERO;
    private boolean stalls;
    private long untilFailure = -1;
    private @Nullable Throwable failure;
    private long passed;

    private Faults() {}

    /**
     * No faults yet.
     *
     * @param <T> the items
     * @return to be switched
     */
    public static <T> Faults<T> none() {
        return new Faults<>();
    }

    /**
     * The place.
     *
     * @return hands on what comes
     */
    public Pipe<T, T> pipe() {
        return source -> source.mapAsync(1, this::pass);
    }

    private synchronized CompletionStage<T> pass(T item) {
        if (untilFailure == 0 && failure != null) {
            untilFailure = -1;
            return CompletableFuture.failedFuture(failure);
        }
        untilFailure -= untilFailure > 0 ? 1 : 0;
        passed++;
        CompletableFuture<T> later = new CompletableFuture<>();
        if (stalls) {
            stalled.add(later);
            stalledItems.add(item);
        } else if (each.isPositive()) {
            var _ = Engine.current().schedule(each.toNanos(), () -> later.complete(item));
        } else {
            later.complete(item);
        }
        return later;
    }

    /**
     * From now on, each item takes so long: on the clock of a simulation, if it runs in one.
     *
     * @param time zero: none
     */
    public synchronized void slow(Duration time) {
        each = time;
    }

    /** From now on, nothing passes. */
    public synchronized void stall() {
        stalls = true;
    }

    /** Things pass again, what was stalled first. */
    public void resume() {
        Deque<CompletableFuture<T>> futures;
        Deque<T> items;
        synchronized (this) {
            stalls = false;
            futures = new ArrayDeque<>(stalled);
            items = new ArrayDeque<>(stalledItems);
            stalled.clear();
            stalledItems.clear();
        }
        futures.forEach(future -> future.complete(items.remove()));
    }

    /**
     * Fails the flow.
     *
     * @param after how many items pass before; 0: the next one fails
     * @param cause what went wrong
     */
    public synchronized void fail(long after, Throwable cause) {
        if (after < 0) {
            throw new IllegalArgumentException("items that pass before the failure must be >= 0 but were " + after);
        }
        untilFailure = after;
        failure = cause;
    }

    /**
     * How many items have come, those that failed not counted.
     *
     * @return a count
     */
    public synchronized long passed() {
        return passed;
    }
}
