package dev.weir;

import java.util.Objects;

/**
 * Both directions of a conversation: what the other side says, and where to answer it. Each is used once.
 *
 * @param source what the other side says
 * @param sink where to answer it
 * @param <I> what comes in
 * @param <O> what goes out
 */
public record Duplex<I, O>(Source<I> source, Sink<O, ?> sink) {
    /** Checks that they are there. */
    public Duplex {
        Objects.requireNonNull(source);
        Objects.requireNonNull(sink);
    }

    /**
     * Both directions.
     *
     * @param source what the other side says
     * @param sink where to answer it
     * @param <I> what comes in
     * @param <O> what goes out
     * @return both as one
     */
    public static <I, O> Duplex<I, O> of(Source<I> source, Sink<O, ?> sink) {
        return new Duplex<>(source, sink);
    }
}
