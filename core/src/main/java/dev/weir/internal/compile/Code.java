package dev.weir.internal.compile;

/** The loop of one island, as a class of its own. It keeps nothing in mind, and may be used by several at once. */
@FunctionalInterface
public interface Code {
    /**
     * Moves items from the source through all that was written into it, until so many were moved, it is to be looked for
     * signals, or the frame says why it goes no further.
     *
     * @return how many were taken from the source
     */
    int move(Frame frame, int most);
}
