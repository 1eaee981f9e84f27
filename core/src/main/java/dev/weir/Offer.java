package dev.weir;

import dev.weir.admission.Refusal;

/** The answer to an offer of work: it was taken, or it was not and why. */
public sealed interface Offer {
    /** The item is in. It will be handed on, unless the run fails or is cancelled before. */
    record Accepted() implements Offer {}

    /**
     * The item is not in, and nothing of it is kept.
     *
     * @param why the reason, and when to come back
     */
    record Refused(Refusal why) implements Offer {}

    /**
     * Whether it was taken.
     *
     * @return true for {@link Accepted}
     */
    default boolean accepted() {
        return this instanceof Accepted;
    }
}
