package dev.weir;

import java.util.Objects;

/**
 * What the body of a {@link Source#feedback} answers for an item: once more round, or out.
 *
 * @param <T> what goes round
 * @param <R> what comes out
 */
public sealed interface Feedback<T, R> {
    /**
     * The item goes round again.
     *
     * @param item the same or another one
     * @param <T> what goes round
     * @param <R> what comes out
     */
    record Again<T, R>(T item) implements Feedback<T, R> {
        /** Checks it. */
        public Again {
            Objects.requireNonNull(item);
        }
    }

    /**
     * The item is done.
     *
     * @param item what comes of it
     * @param <T> what goes round
     * @param <R> what comes out
     */
    record Out<T, R>(R item) implements Feedback<T, R> {
        /** Checks it. */
        public Out {
            Objects.requireNonNull(item);
        }
    }

    /**
     * Once more round.
     *
     * @param item the same or another one
     * @param <T> what goes round
     * @param <R> what comes out
     * @return the answer
     */
    static <T, R> Feedback<T, R> again(T item) {
        return new Again<>(item);
    }

    /**
     * Out.
     *
     * @param item what comes of it
     * @param <T> what goes round
     * @param <R> what comes out
     * @return the answer
     */
    static <T, R> Feedback<T, R> out(R item) {
        return new Out<>(item);
    }
}
