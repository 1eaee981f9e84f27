package dev.weir;

import java.io.Serializable;

/**
 * A piece of a flow with both ends open, to be reused: {@code source.through(pipe)}. A lambda from a source to a source
 * is one, and so is a method reference.
 *
 * @param <I> what goes in
 * @param <O> what comes out
 */
@FunctionalInterface
public interface Pipe<I, O> extends Serializable {
    /**
     * Declares this piece behind a source.
     *
     * @param source what feeds it
     * @return the source of what comes out
     */
    Source<O> attach(Source<I> source);

    /**
     * This piece and then another.
     *
     * @param after what follows
     * @param <P> what comes out of that
     * @return both as one
     */
    default <P> Pipe<I, P> then(Pipe<O, P> after) {
        return source -> after.attach(attach(source));
    }

    /**
     * This piece and then a sink: a sink.
     *
     * @param sink where the items end
     * @param <R> its result
     * @return both as one
     */
    default <R> Sink<I, R> to(Sink<? super O, R> sink) {
        return Sink.behind(this, sink);
    }
}
