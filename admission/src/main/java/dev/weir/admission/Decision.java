package dev.weir.admission;

/** The answer to work that asks to be admitted: a {@link Permit}, or a refusal. */
public sealed interface Decision permits Permit, Decision.Refused {
    /**
     * Not admitted; nothing is held for it.
     *
     * @param why the reason, and when to come back
     */
    record Refused(Refusal why) implements Decision {}
}
