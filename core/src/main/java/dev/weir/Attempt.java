package dev.weir;

import java.util.Objects;

/**
 * What came of a call for one item: {@link Source#attempt} makes these, so that one failure need not end a flow.
 *
 * @param <T> the item
 * @param <R> the result
 */
public sealed interface Attempt<T, R> {
    /**
     * What the call was for.
     *
     * @return the item
     */
    T item();

    /**
     * It succeeded.
     *
     * @param item what the call was for
     * @param value what it answered
     * @param <T> the item
     * @param <R> the result
     */
    record Succeeded<T, R>(T item, R value) implements Attempt<T, R> {
        /** Checks them. */
        public Succeeded {
            Objects.requireNonNull(item);
            Objects.requireNonNull(value);
        }
    }

    /**
     * It failed, as often as it was tried.
     *
     * @param item what the call was for
     * @param cause what was thrown last
     * @param <T> the item
     * @param <R> the result
     */
    record Failed<T, R>(T item, Throwable cause) implements Attempt<T, R> {
        /** Checks them. */
        public Failed {
            Objects.requireNonNull(item);
            Objects.requireNonNull(cause);
        }
    }

    /**
     * The results, without the items that failed: to go on regardless.
     *
     * @param <T> the items
     * @param <R> the results
     * @return a piece of a flow
     */
    static <T, R> Pipe<Attempt<T, R>, R> values() {
        return attempts ->
                attempts.filter(Succeeded.class::isInstance).map(attempt -> ((Succeeded<T, R>) attempt).value());
    }

    /**
     * The results; items that failed go to a sink, which holds back as any other.
     *
     * @param letters where items end that failed
     * @param <T> the items
     * @param <R> the results
     * @return a piece of a flow
     */
    static <T, R> Pipe<Attempt<T, R>, R> deadLetters(Sink<? super Failed<T, R>, ?> letters) {
        Pipe<Attempt<T, R>, Failed<T, R>> failures = attempts -> attempts.map(attempt -> (Failed<T, R>) attempt);
        return attempts -> attempts.divertTo(Failed.class::isInstance, failures.to(letters))
                .through(values());
    }
}
