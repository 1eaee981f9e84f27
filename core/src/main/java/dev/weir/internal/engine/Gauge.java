package dev.weir.internal.engine;

import dev.weir.LinkPressure;
import org.jspecify.annotations.Nullable;

/** A place that holds items, as the reading of the pressure sees it. Any thread may read it at any time. */
public interface Gauge {
    /** What it holds and has moved. */
    LinkPressure read();

    /** The island that takes items out of it, to tell whether that island is what is slow. */
    Island reader();

    /** The island that puts items into it; null: none does, or several do. */
    default @Nullable Island writer() {
        return null;
    }

    /** Whether anything is in it. */
    default boolean busy() {
        return read().held() > 0;
    }

    /** Whether something is in it that ought to move on, so that it is worth a word if it does not. */
    default boolean oughtToMove() {
        return read().held() > 0;
    }

    /** Whether what is in it may move without anything around it having moved: time or a call does it. */
    default boolean mayMove() {
        return false;
    }

    /** Whether the place itself is what works on the items it holds, as a pool of workers does. */
    default boolean works() {
        return false;
    }
}
