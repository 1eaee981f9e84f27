package dev.weir;

import java.io.Serializable;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Something that must not take longer. When it does, the flow fails there with a
 * {@link java.util.concurrent.TimeoutException}: what is before it is stopped, code in it that blocks is interrupted, and
 * what the timeout held is discarded.
 *
 * @param of what must not take longer
 * @param after how long it may take, at least a nanosecond
 */
public record Timeout(Of of, Duration after) implements Serializable {
    /** What is watched. */
    public enum Of {
        /** The time from the start to the first item. */
        FIRST,
        /** The time between two items, while there is room for one. */
        IDLE,
        /** The time from the start to the end. */
        WHOLE,
        /** The time an item waits for what follows. */
        HELD_BACK
    }

    /** Checks the time. */
    public Timeout {
        Objects.requireNonNull(of);
        if (after.isNegative() || after.isZero()) {
            throw new IllegalArgumentException(
                    "a timeout must be > 0 but was " + after + "; leave it out for none, or cancel the run at once");
        }
    }

    /**
     * The first item must come by then.
     *
     * @param after from the start
     * @return the timeout
     */
    public static Timeout first(Duration after) {
        return new Timeout(Of.FIRST, after);
    }

    /**
     * While there is room, no two items may be further apart, nor the first from the start, nor the end from the last.
     *
     * @param after the longest silence
     * @return the timeout
     */
    public static Timeout idle(Duration after) {
        return new Timeout(Of.IDLE, after);
    }

    /**
     * All must have passed by then.
     *
     * @param after from the start
     * @return the timeout
     */
    public static Timeout whole(Duration after) {
        return new Timeout(Of.WHOLE, after);
    }

    /**
     * No item may wait longer for what follows. Code that follows and is blocked is not interrupted, as it may stand
     * behind a {@code recover}: the failure reaches it when it comes back.
     *
     * @param after the longest wait
     * @return the timeout
     */
    public static Timeout heldBack(Duration after) {
        return new Timeout(Of.HELD_BACK, after);
    }

    /**
     * What the failure says.
     *
     * @return rule and value
     */
    public String message() {
        String rule = switch (of) {
            case FIRST -> "the first item must come";
            case IDLE -> "an item must come";
            case WHOLE -> "all items must have passed";
            case HELD_BACK -> "what follows must take an item";
        };
        return rule + " within " + after + " but did not (" + of.name().toLowerCase(Locale.ROOT) + ")";
    }
}
