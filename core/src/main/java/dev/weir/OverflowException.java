package dev.weir;

/** A link was full and its {@link Overflow} is to fail or to detach. */
public final class OverflowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** How many items were held. */
    private final int held;

    /**
     * Made by the engine.
     *
     * @param stage the link
     * @param overflow what it does when it is full
     * @param held how many items it held
     */
    public OverflowException(String stage, Overflow overflow, int held) {
        super("link '" + stage + "' must have room but held " + held + " items when one more came, and its overflow is "
                + overflow + "; raise its capacity, speed up what follows, or choose another overflow");
        this.held = held;
    }

    /**
     * How far what follows lagged.
     *
     * @return how many items were held
     */
    public int held() {
        return held;
    }
}
