package dev.weir;

import dev.weir.internal.declare.Port;
import dev.weir.internal.stage.Buffer;
import dev.weir.internal.stage.Holding;
import dev.weir.internal.stage.MapAsync;
import dev.weir.internal.stage.MapConcurrent;
import dev.weir.internal.stage.Overflows;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** The operators that let parts of a flow run side by side: links, and calls under way. */
@CheckReturnValue
abstract class CallOperators<T> extends ItemOperators<T> {
    CallOperators(Port port) {
        super(port);
    }

    /**
     * A link: what is before it and what is after it can run beside each other. Holds back when it is full, until three
     * quarters of it are free again. What it holds is discarded on a cancel.
     *
     * @param items the most it holds, at least 1
     * @return the same items
     */
    public Source<T> buffer(int items) {
        return buffer(Capacity.items(items));
    }

    /**
     * A link with a capacity, which may count weight next to items: then it holds back until the heaviest item fits.
     *
     * @param capacity the most it holds
     * @return the same items
     */
    public Source<T> buffer(Capacity capacity) {
        return then(new Buffer<T>(Objects.requireNonNull(capacity)));
    }

    /**
     * A link that need not wait when it is full.
     *
     * @param items the most it holds, at least 1
     * @param overflow what it does with an item that comes when it is full
     * @return the items that were not dropped
     */
    public Source<T> buffer(int items, Overflow overflow) {
        return buffer(Capacity.items(items), overflow);
    }

    /**
     * A link that need not wait when it is full.
     *
     * @param capacity the most it holds
     * @param overflow what it does with an item that comes when it is full
     * @return the items that were not dropped
     */
    public Source<T> buffer(Capacity capacity, Overflow overflow) {
        if (overflow == Overflow.WAIT) {
            return buffer(capacity);
        }
        boolean detaches = overflow == Overflow.DETACH;
        return then(new Holding<T, T>("buffer", capacity, detaches, Overflows.discipline(capacity, overflow)));
    }

    /**
     * Blocking calls, so many at a time, on virtual threads that may each make several, one after the other; results in
     * the order of the items. Holds back while that many are under way or wait for an earlier one. The first call that
     * fails, in that order, fails the flow; then, and on a cancel, calls under way are interrupted, and results that wait
     * are discarded.
     *
     * @param most how many calls, at least 1, which is also the most it holds
     * @param fn the call
     * @param <R> what it answers
     * @return a source of the answers
     */
    public <R> Source<R> mapConcurrent(int most, Fn<? super T, ? extends R> fn) {
        return blocking("mapConcurrent", Calls.atMost(most), fn);
    }

    /**
     * As {@link #mapConcurrent}, with each result as soon as it is there.
     *
     * @param most how many calls, at least 1, which is also the most it holds
     * @param fn the call
     * @param <R> what it answers
     * @return a source of the answers
     */
    public <R> Source<R> mapConcurrentUnordered(int most, Fn<? super T, ? extends R> fn) {
        return blocking("mapConcurrentUnordered", Calls.<T>atMost(most).unordered(), fn);
    }

    /**
     * Calls that answer later, so many under way at a time; results in the order of the items. Otherwise as
     * {@link #mapConcurrent}; calls under way are cancelled if they are futures.
     *
     * @param most how many calls, at least 1, which is also the most it holds
     * @param fn makes the call and does not block; the stage may be completed by any thread
     * @param <R> what it answers
     * @return a source of the answers
     */
    public <R> Source<R> mapAsync(int most, Fn<? super T, ? extends CompletionStage<? extends R>> fn) {
        return async("mapAsync", Calls.atMost(most), fn);
    }

    /**
     * As {@link #mapAsync}, with each result as soon as it is there.
     *
     * @param most how many calls, at least 1, which is also the most it holds
     * @param fn makes the call and does not block; the stage may be completed by any thread
     * @param <R> what it answers
     * @return a source of the answers
     */
    public <R> Source<R> mapAsyncUnordered(int most, Fn<? super T, ? extends CompletionStage<? extends R>> fn) {
        return async("mapAsyncUnordered", Calls.<T>atMost(most).unordered(), fn);
    }

    /**
     * Blocking calls, made as is said: in order or not, one at a time for each key, tried again, within a shared budget, as
     * many as pay. Otherwise as {@link #mapConcurrent(int, Fn)}.
     *
     * @param calls how they are made
     * @param fn the call
     * @param <R> what it answers
     * @return a source of the answers
     */
    public <R> Source<R> mapConcurrent(Calls<? super T> calls, Fn<? super T, ? extends R> fn) {
        return blocking("mapConcurrent", calls, fn);
    }

    /**
     * Calls that answer later, made as is said. Otherwise as {@link #mapAsync(int, Fn)}, except that a call that waited (for
     * its key, for a budget, to be tried again) is made by the thread that ended the wait, maybe beside others.
     *
     * @param calls how they are made
     * @param fn makes the call and does not block; the stage may be completed by any thread
     * @param <R> what it answers
     * @return a source of the answers
     */
    public <R> Source<R> mapAsync(Calls<? super T> calls, Fn<? super T, ? extends CompletionStage<? extends R>> fn) {
        return async("mapAsync", calls, fn);
    }

    private <R> Source<R> blocking(String kind, Calls<? super T> calls, Fn<? super T, ? extends R> fn) {
        return then(new MapConcurrent<T, R>(kind, calls, Objects.requireNonNull(fn)));
    }

    private <R> Source<R> async(
            String kind, Calls<? super T> calls, Fn<? super T, ? extends CompletionStage<? extends R>> fn) {
        return then(new MapAsync<T, R>(kind, calls, Objects.requireNonNull(fn)));
    }
}
