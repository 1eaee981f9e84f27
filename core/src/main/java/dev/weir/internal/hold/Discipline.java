package dev.weir.internal.hold;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a place between two islands does with the items it holds: in which order they leave, what becomes of those that
 * find no room, what time does to them. A plain state machine: its place calls it under a lock, with the time. User
 * functions in it run under that lock, so they must be quick.
 *
 * @param <I> what is put in
 * @param <O> what is taken out
 */
public interface Discipline<I, O> {
    /** Makes one for a run. */
    @FunctionalInterface
    interface Maker<I, O> {
        /** Makes it; what it lets go it tells the losses. */
        Discipline<I, O> make(Losses losses, long now);
    }

    /** No time is near. */
    long NEVER = Long.MAX_VALUE;

    /** Whether an item may be put in. */
    boolean room();

    /** Takes an item in, for which there is room; throws to fail the flow. */
    void put(I item, long now) throws Exception;

    /** What may leave now; null: nothing. Throws to fail the flow. */
    @Nullable
    O take(long now) throws Exception;

    /** Lets time do its work on what is held, whether or not anything may leave. */
    default void tick(long now) throws Exception {}

    /** Why the flow must fail at this time; null: it need not. */
    default @Nullable Exception overdue(long now) {
        return null;
    }

    /** When time changes something next: an item may leave, is lost, or the flow fails. */
    default long due() {
        return NEVER;
    }

    /** Nothing more will be put in. */
    default void end(long now) {}

    /** Whether, after the end, nothing will leave any more. */
    default boolean empty() {
        return held() == 0;
    }

    /** How many items it holds. */
    int held();

    /** When the item that came first of those it holds came; {@link #NEVER}: it holds none. */
    long oldest();

    /** The weight of what it holds, if it counts any. */
    default long weight() {
        return 0;
    }

    /** Lets go of all it holds. */
    void clear(Consumer<Object> letGo);
}
