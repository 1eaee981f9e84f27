package dev.weir;

import dev.weir.internal.stage.Typed;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a flow with both ends open, to be reused: {@code source.through(pipe)}. A lambda from a source to a source
 * is one, and so is a method reference.
 *
 * @param <I> what goes in
 * @param <O> what comes out
 */
@CheckReturnValue
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
     * A piece that says what it takes and gives, for what generics cannot see: a plan in which it is joined to something
     * else that says otherwise is refused, with both names and types. Costs nothing while it runs.
     *
     * @param name what it is called then
     * @param takes what goes in
     * @param gives what comes out
     * @param piece the piece
     * @param <I> what goes in
     * @param <O> what comes out
     * @return the same piece
     */
    static <I, O> Pipe<I, O> typed(String name, Class<I> takes, Class<O> gives, Pipe<I, O> piece) {
        return source -> {
            Source<I> in = source.then(new Typed<>(name, takes));
            return piece.attach(in).then(new Typed<>(name, gives));
        };
    }

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
    default <R extends @Nullable Object> Sink<I, R> to(Sink<? super O, R> sink) {
        return Sink.behind(this, sink);
    }
}
