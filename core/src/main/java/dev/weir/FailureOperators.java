package dev.weir;

import dev.weir.internal.declare.Port;
import dev.weir.internal.stage.Attempts;
import dev.weir.internal.stage.Recover;
import dev.weir.internal.stage.Restarting;
import java.nio.channels.ClosedByInterruptException;
import java.util.Objects;

/** The operators that say what becomes of a failure. */
@CheckReturnValue
abstract class FailureOperators<T> extends TimeOperators<T> {
    FailureOperators(Port port) {
        super(port);
    }

    /**
     * When what is before it fails, another source takes its place; what came before the failure has been handed on.
     * Holds what that source holds, 256 items at most.
     *
     * @param other makes a source of the cause, or throws it to let it pass; a failure of that source is not recovered
     * @return a source of both
     */
    public Source<T> recover(Fn<? super Throwable, ? extends Source<? extends T>> other) {
        Objects.requireNonNull(other);
        return then(new Recover<T>(cause -> InnerPlans.of(other.apply(cause)), InnerPlans.HOLDS));
    }

    /**
     * Calls a function for each item, and tells what came of it instead of failing, unless it is an {@code Error} or an
     * interrupt. That it answers null is such a failure. See
     * {@link Attempt#values} to go on without those that failed, and {@link Attempt#deadLetters} to put them somewhere.
     *
     * @param fn the call
     * @param <R> what it answers
     * @return a source of what came of each call
     */
    public <R> Source<Attempt<T, R>> attempt(Fn<? super T, ? extends R> fn) {
        Objects.requireNonNull(fn);
        return map(item -> attempted(item, fn));
    }

    /**
     * Blocking calls as {@link #mapConcurrent(Calls, Fn)} makes them, tried again if so said; one that has failed for good
     * fails nothing else.
     *
     * @param calls how they are made
     * @param fn the call
     * @param <R> what it answers
     * @return a source of what came of each call
     */
    public <R> Source<Attempt<T, R>> attempt(Calls<? super T> calls, Fn<? super T, ? extends R> fn) {
        Objects.requireNonNull(fn);
        return then(new Attempts<T, R>(calls, fn));
    }

    private static <T, R> Attempt<T, R> attempted(T item, Fn<? super T, ? extends R> fn) throws Exception {
        try {
            return new Attempt.Succeeded<>(item, fn.apply(item));
        } catch (InterruptedException | ClosedByInterruptException stopped) {
            throw stopped; // not for the item's sake
        } catch (Exception e) {
            return new Attempt.Failed<>(item, e);
        }
    }

    /**
     * Runs this source again when it fails, from its beginning: what can be run once, such as an iterator, cannot be run
     * again. What came before the failure has been handed on. Holds what this source holds. Waits on the engine's clock; a
     * cancel does not wait, nor does a drain, after which it is not run again.
     *
     * @param policy after how long, and how often; when that is used up, the last failure fails it
     * @return a source of the items of all runs
     */
    public Source<T> restart(Restart policy) {
        return source(new Restarting<T>(InnerPlans.of((Source<T>) this), Objects.requireNonNull(policy)));
    }
}
