package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/** Something that sleeps until it is woken. A wake-up may come from any thread, and one too many does no harm. */
@FunctionalInterface
public interface Wake {
    /** Wakes it, or has it look once more if it is awake. Never blocks and never runs user code. */
    void wake();

    /** As wake(), by a task that the calling thread runs now, which it may follow there; null: by somebody else. */
    default void wake(@Nullable SerialTask by) {
        wake();
    }

    /** The island that this wakes; null: none, or not only one. */
    default @Nullable Island island() {
        return null;
    }

    /** Wakes it because its work is no longer wanted; what it is blocked in may be interrupted. */
    default void stop(Ending reason) {
        wake();
    }
}
