package dev.weir.admission;

/** Thrown to work that is not let in. Has no stack trace, so that it costs next to nothing. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Refusal why;

    RefusedException(Refusal why) {
        super(null, null, false, false);
        this.why = why;
    }

    /**
     * Why, and when to come back.
     *
     * @return the refusal
     */
    public Refusal why() {
        return why;
    }

    @Override
    public String getMessage() {
        return why.toString();
    }
}
