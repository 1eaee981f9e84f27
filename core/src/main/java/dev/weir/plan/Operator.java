package dev.weir.plan;

import dev.weir.Capacity;
import java.util.List;

/** What an operator declares of itself: all that a plan knows of it. */
public interface Operator {
    /** Where an operator cuts a flow into islands. */
    enum Cut {
        /** Nowhere: it is fused with its neighbours, and an item is handed on by a call. */
        NONE,
        /** Before itself: what feeds each of its inlets runs on its own, with a link between. */
        BEFORE,
        /** After itself: it runs in an island of its own, with a link behind each outlet. */
        AFTER,
        /** Both: it stands alone between links. */
        BOTH;

        /**
         * Whether what feeds it runs on its own.
         *
         * @return whether it cuts before itself
         */
        public boolean before() {
            return this == BEFORE || this == BOTH;
        }

        /**
         * Whether what it feeds runs on its own.
         *
         * @return whether it cuts after itself
         */
        public boolean after() {
            return this == AFTER || this == BOTH;
        }
    }

    /**
     * What kind of operator this is.
     *
     * @return the name of the method that declares it, such as {@code map}
     */
    String kind();

    /**
     * How many inlets it has.
     *
     * @return 0 for a source
     */
    default int inlets() {
        return 1;
    }

    /**
     * How many outlets it has.
     *
     * @return 0 for a sink
     */
    default int outlets() {
        return 1;
    }

    /**
     * What it can hold, place by place; an item in the hands of a function is counted by the plan.
     *
     * @return one capacity for each place; empty if it holds nothing
     */
    default List<Capacity> holds() {
        return List.of();
    }

    /**
     * Where it cuts the flow.
     *
     * @return where islands begin and end around it
     */
    default Cut cut() {
        return Cut.NONE;
    }

    /**
     * Whether its items go on there, and not by an outlet: on the way back of a circle, or across a layer.
     *
     * @param other what another stage declares of itself
     * @return false for all but what closes a circle, or goes back through a layer
     */
    default boolean continuesAt(Operator other) {
        return false;
    }

    /**
     * Whether it blocks the thread that runs it by nature, and not because a function of the user's does: it waits for a
     * queue or a file, makes calls that block, or suspends code in the middle of an item. An event loop must not run it.
     *
     * @return true if it needs a thread that may block
     */
    default boolean blocks() {
        return suspends();
    }

    /**
     * Whether it runs code that may be suspended in the middle of an item.
     *
     * @return true for those that give user code something to emit into
     */
    default boolean suspends() {
        return false;
    }
}
