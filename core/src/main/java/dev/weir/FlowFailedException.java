package dev.weir;

/** A flow failed: the message names the stage, the cause is what the stage threw. */
public final class FlowFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The name of the stage that failed. */
    private final String stage;

    /**
     * Made by the engine.
     *
     * @param stage the name of the stage that failed
     * @param cause what it threw
     */
    public FlowFailedException(String stage, Throwable cause) {
        super("stage '" + stage + "' failed: " + cause, cause);
        this.stage = stage;
    }

    /**
     * Which stage failed.
     *
     * @return its name
     */
    public String stage() {
        return stage;
    }
}
