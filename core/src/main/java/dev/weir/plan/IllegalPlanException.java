package dev.weir.plan;

/** A declared flow cannot run. Nothing was started; the message says which rule it breaks, where, and the way out. */
public final class IllegalPlanException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Made by the check.
     *
     * @param message rule, stage and way out
     */
    public IllegalPlanException(String message) {
        super(message);
    }
}
