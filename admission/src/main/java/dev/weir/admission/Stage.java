package dev.weir.admission;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place that work goes through and that can be short of room: a pool of connections, a disk, another service. Routes
 * name the stages on their way; when one is saturated, only the routes that lead through it are refused, and the refusal
 * says which it was.
 *
 * <p>How much it can do is measured from the work that goes through it, so that it need not be told; a signal or a number
 * of slots makes it known at once, and counts what others do there.
 *
 * <p>A value. What is measured belongs to the {@link Admission} whose routes name it; a stage that is named by the routes
 * of two is measured by each for itself.
 */
public final class Stage {
    private final String name;
    private final @Nullable Signal signal;
    private final int slots;
    private final boolean shared;
    private @Nullable RefusalFields fields; // made when first asked for; whoever does so makes the same

    private Stage(String name, @Nullable Signal signal, int slots, boolean shared) {
        this.name = name;
        this.signal = signal;
        this.slots = slots;
        this.shared = shared;
    }

    /**
     * A stage of which nothing is known: what it can do is measured.
     *
     * @param name what refusals call it
     * @return the stage
     */
    public static Stage named(String name) {
        return new Stage(Objects.requireNonNull(name), null, 0, false);
    }

    /**
     * The same stage with so many slots, each for one piece of work at a time.
     *
     * @param count how many, at least 1
     * @return another stage
     */
    public Stage slots(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("stage '" + name + "' must have 1 slot or more but was given " + count
                    + "; leave it out to have it measured");
        }
        return new Stage(name, signal, count, shared);
    }

    /**
     * The same stage, which tells of itself.
     *
     * @param told the signal
     * @return another stage
     */
    public Stage signal(Signal told) {
        return new Stage(name, Objects.requireNonNull(told), slots, shared);
    }

    /**
     * The same stage, which other instances of this service share: when it is saturated, another instance cannot help, and
     * refusals say so.
     *
     * @return another stage
     */
    public Stage shared() {
        return new Stage(name, signal, slots, true);
    }

    /**
     * What refusals call it.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    @Nullable
    Signal signal() {
        return signal;
    }

    int slots() {
        return slots;
    }

    boolean isShared() {
        return shared;
    }

    RefusalFields fields() {
        RefusalFields made = fields;
        if (made == null) {
            made = new RefusalFields(name, shared);
            fields = made;
        }
        return made;
    }

    @Override
    public String toString() {
        return name;
    }
}
