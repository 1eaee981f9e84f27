package dev.weir;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The four ends of a layer as its logic sees them, the control lane, and the time. Only to be used in a step.
 *
 * @param <I> what comes up from below
 * @param <O> what is sent down
 * @param <I2> what is handed up
 * @param <O2> what comes down from above
 */
public interface Sides<I, O, I2, O2> {
    /**
     * An end that items come from.
     *
     * @param <T> the items
     */
    interface In<T> {
        /**
         * The next item, which stays. If there is none, there is none until this step is over: what comes meanwhile is seen
         * in the next one.
         *
         * @return null if there is none in this step
         */
        @Nullable
        T peek();

        /**
         * Takes the next item.
         *
         * @return the item
         * @throws IllegalStateException if there is none
         */
        T take();

        /**
         * Whether it has ended and its last item was taken, or it was stopped.
         *
         * @return whether nothing will come any more
         */
        boolean ended();

        /**
         * Whether it has ended because a drain stopped it: more would have come.
         *
         * @return false as long as it has not ended
         */
        default boolean drained() {
            return false;
        }

        /** Wants no more of it; what waits there is discarded. */
        void stop();

        /**
         * Whether it has an item.
         *
         * @return whether {@link #take} may be called
         */
        default boolean ready() {
            return peek() != null;
        }
    }

    /**
     * An end that items go to.
     *
     * @param <T> the items
     */
    interface Out<T> {
        /**
         * Whether it has room; if not, there will be a step when it has.
         *
         * @return false also if it is not wanted any more
         */
        boolean room();

        /**
         * Hands on an item.
         *
         * @param item the item
         * @throws IllegalStateException if it has no room
         */
        void put(T item);

        /**
         * Whether anybody wants what goes there.
         *
         * @return false if what is behind it has stopped, or it was ended
         */
        boolean wanted();

        /** Ends it cleanly, after what was put; the other direction goes on. Repeated calls have no effect. */
        void end();
    }

    /**
     * Moves one item if there is one and there is room for it; else the end, if it has come to that; else the word that
     * nobody wants any more of it. What a layer does that only cares about some of the items.
     *
     * @param from where it comes from
     * @param to where it goes
     * @param <T> the items
     * @return whether anything was moved
     */
    static <T> boolean move(In<? extends T> from, Out<T> to) {
        if (!to.wanted()) {
            boolean open = !from.ended();
            from.stop();
            return open;
        }
        if (from.ready() && to.room()) {
            to.put(from.take());
            return true;
        }
        if (from.ended()) {
            to.end();
            return true;
        }
        return false;
    }

    /**
     * What comes from below.
     *
     * @return the same one each time
     */
    In<I> below();

    /**
     * What comes from above.
     *
     * @return the same one each time
     */
    In<O2> above();

    /**
     * What is handed up.
     *
     * @return the same one each time
     */
    Out<I2> up();

    /**
     * What is sent down.
     *
     * @return the same one each time
     */
    Out<O> down();

    /**
     * What the layer says below of its own, such as the answer to a ping: goes before all that is put into {@link #down}
     * later, and has room of its own, so that what comes from above cannot keep it from being accepted.
     *
     * @return the same one each time; it ends with {@link #down}, after its last item
     */
    Out<O> control();

    /**
     * What the engine's clock reads.
     *
     * @return in nanoseconds, to be compared with other readings only
     */
    long nanoTime();

    /**
     * Asks for a step after a while, whether anything has changed or not. Of several times that were asked for the first
     * counts: who is called too early asks again.
     *
     * @param after how long from now
     */
    void again(Duration after);
}
