package dev.weir.internal.compile;

import dev.weir.Action;
import dev.weir.Fn;
import dev.weir.Fn2;
import dev.weir.Test;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a stage does with an item: it can be written into a loop. */
public sealed interface Op {
    /** One item for each. */
    record Mapped(Fn<?, ?> function) implements Op {}

    /** The items for which it holds. */
    record Filtered(Test<?> function) implements Op {}

    /** Done with each on its way. */
    record Peeked(Action<?> function) implements Op {}

    /** Those that a gate of this stage lets through: one for each run, which keeps in mind what it needs for that. */
    record Gated(Class<?> kind, @Nullable Object function, Supplier<? extends Gate<?>> gate) implements Op {}

    /** Where items end, and what comes of them. */
    sealed interface End extends Op {
        /** What the loop holds before the first item. */
        default @Nullable Object first() {
            return null;
        }

        /** What comes of what the loop holds in the end, after so many items. */
        @Nullable
        Object result(@Nullable Object held, long items);
    }

    /** All folded into the value that the loop holds. */
    record Folded(Object first, Fn2<?, ?, ?> function) implements End {
        @Override
        public @Nullable Object result(@Nullable Object held, long items) {
            return held;
        }
    }

    /** Each put into the container that the loop holds. */
    record Collected(
            Supplier<?> container,
            BiConsumer<?, ?> function,
            Function<@Nullable Object, ? extends @Nullable Object> finisher)
            implements End {
        @Override
        public Object first() {
            return container.get();
        }

        @Override
        public @Nullable Object result(@Nullable Object held, long items) {
            return finisher.apply(held);
        }
    }

    /** Done with each. */
    record Done(Action<?> function) implements End {
        @Override
        public @Nullable Object result(@Nullable Object held, long items) {
            return null;
        }
    }

    /** Only their number counts. */
    record Counted() implements End {
        @Override
        public @Nullable Object function() {
            return null;
        }

        @Override
        public Object result(@Nullable Object held, long items) {
            return items;
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
        return this instanceof End;
    }
}
