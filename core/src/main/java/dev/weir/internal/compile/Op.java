package dev.weir.internal.compile;

import dev.weir.Action;
import dev.weir.Fn;
import dev.weir.Fn2;
import dev.weir.Test;
import dev.weir.internal.engine.Gate;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a stage does with an item: it can be written into a loop. */
public sealed interface Op {
    /** One item for each. */
    record Mapped(Fn<?, ?> function) implements Op {}

    /** The items for which it holds. */
    record Filtered(Test<?> function) implements Op {}

    /** Done with each on its way. */
    record Peeked(Action<?> function) implements Op {}

    /** Those that a {@link Gate} of this stage lets through; it keeps in mind what it needs for that. */
    record Gated(Class<?> kind, @Nullable Object function) implements Op {}

    /** The end: all folded into the value that the loop holds. */
    record Folded(Fn2<?, ?, ?> function) implements Op {}

    /** The end: each put into the container that the loop holds. */
    record Collected(BiConsumer<?, ?> function) implements Op {}

    /** The end: done with each. */
    record Done(Action<?> function) implements Op {}

    /** The end: only their number counts. */
    record Counted() implements Op {
        @Override
        public @Nullable Object function() {
            return null;
        }
    }

    /** What kind of step it is. */
    default Class<?> kind() {
        return getClass();
    }

    /** What the user has it do; null: nothing. */
    @Nullable
    Object function();

    /** Whether it is an end. */
    default boolean isEnd() {
        return !(this instanceof Mapped || this instanceof Filtered || this instanceof Peeked || this instanceof Gated);
    }
}
