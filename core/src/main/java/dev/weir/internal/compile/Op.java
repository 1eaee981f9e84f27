package dev.weir.internal.compile;

import dev.weir.Action;
import dev.weir.Fn;
import dev.weir.Fn2;
import dev.weir.Test;

/** What a stage does with an item, for those that keep nothing of their own in mind: it can be written into a loop. */
public sealed interface Op {
    /** One item for each. */
    record Mapped(Fn<?, ?> fn) implements Op {}

    /** The items for which it holds. */
    record Filtered(Test<?> test) implements Op {}

    /** Done with each on its way. */
    record Peeked(Action<?> action) implements Op {}

    /** The end: all folded into the value that the loop holds. */
    record Folded(Fn2<?, ?, ?> fn) implements Op {}

    /** The end: done with each. */
    record Done(Action<?> action) implements Op {}

    /** The end: only their number counts. */
    record Counted() implements Op {}

    /** Whether it is an end. */
    default boolean isEnd() {
        return this instanceof Folded || this instanceof Done || this instanceof Counted;
    }
}
