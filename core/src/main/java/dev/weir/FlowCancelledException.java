package dev.weir;

/** A flow was cancelled before it ended; the message is the reason given. */
public final class FlowCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by the engine.
     *
     * @param reason who cancelled, or why
     */
    public FlowCancelledException(String reason) {
        super(reason);
    }
}
