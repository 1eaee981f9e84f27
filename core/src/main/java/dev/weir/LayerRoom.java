package dev.weir;

import java.io.Serializable;
import java.util.Objects;

/**
 * What a {@link LogicLayer} may hold: a link at each of its four ends, and its control lane. What its logic keeps in its
 * hands comes on top, and is the logic's to declare.
 *
 * @param below what has come from below and was not taken yet
 * @param up what was handed up and was not taken above yet
 * @param above what has come from above and was not taken yet
 * @param down what was sent down and was not taken below yet
 * @param control how many items of its own it may have waiting to go down, before all that comes from above; at least 1
 */
public record LayerRoom(Capacity below, Capacity up, Capacity above, Capacity down, int control)
        implements Serializable {
    /** Four items at each end, and eight in the control lane. */
    public static final LayerRoom DEFAULT = each(Capacity.items(4));

    /** Checks the numbers. */
    public LayerRoom {
        Objects.requireNonNull(below);
        Objects.requireNonNull(up);
        Objects.requireNonNull(above);
        Objects.requireNonNull(down);
        if (control < 1) {
            throw new IllegalArgumentException(
                    "a control lane must have room for >= 1 item but had " + control + "; leave it at the default");
        }
    }

    /**
     * The same at each end.
     *
     * @param capacity what each of the four links may hold
     * @return the room, with a control lane of 8
     */
    public static LayerRoom each(Capacity capacity) {
        return new LayerRoom(capacity, capacity, capacity, capacity, 8);
    }

    /**
     * With another control lane.
     *
     * @param items the most items in it, at least 1
     * @return another room
     * @throws IllegalArgumentException if items is less than 1
     */
    public LayerRoom withControl(int items) {
        return new LayerRoom(below, up, above, down, items);
    }
}
