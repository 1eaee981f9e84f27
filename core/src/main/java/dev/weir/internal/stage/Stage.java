package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.Site;
import dev.weir.plan.Operator;
import org.jspecify.annotations.Nullable;

/** An operator that the engine can run. Immutable: what a run needs is made by {@link #open}. */
public interface Stage extends Operator {
    /** Makes what one run needs of it, and joins that to the stage after it. */
    void open(Site site);

    /** Whether what leaves it are items that came in, not others made of them. */
    default boolean keepsItems() {
        return false;
    }

    /** The same with links of this capacity where none was given. */
    default Stage linked(Capacity links) {
        return this;
    }

    /** This capacity, unless it is what nobody gave. */
    @SuppressWarnings("ReferenceEquality") // one that was given and is like it was given all the same
    static Capacity or(Capacity declared, Capacity links) {
        return declared == Capacity.DEFAULT ? links : declared;
    }

    /** What holds a single item that goes into, or came out of, such a link. */
    static Capacity hand(int items, Capacity link) {
        Capacity hand = Capacity.items(items);
        if (link.weigher() == null) {
            return hand;
        }
        long most = link.heaviest() > Long.MAX_VALUE / items ? Long.MAX_VALUE : items * link.heaviest();
        return hand.weighing(most, link.heaviest(), link.weigher());
    }

    /** Whether it asks its inlets one after the other: what is before those after the first does not begin before that. */
    default boolean takesTurns() {
        return false;
    }

    /** What it does, if it can be written into a loop: it keeps nothing in mind, and has one inlet and at most one outlet. */
    default @Nullable Op inlined() {
        return null;
    }

    /** Whether a circle begins or goes on here: the run may come to rest in a way that nothing inside of it can end. */
    default boolean goesRound() {
        return false;
    }

    /** Whether it takes items while the stage after it has no room: it holds them, or what it makes of them. */
    default boolean takesAhead() {
        return suspends();
    }

    /** Whether the other outlets only go along with the first. */
    default boolean firstLeads() {
        return false;
    }

    /** Whether, in an inner plan, it runs in the island of the stage around it, which calls it. */
    default boolean hosted() {
        return false;
    }
}
