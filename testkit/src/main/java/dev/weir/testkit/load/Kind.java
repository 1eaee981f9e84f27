package dev.weir.testkit.load;

import dev.weir.admission.Work;
import java.time.Duration;
import java.util.Objects;

/**
 * A kind of request.
 *
 * @param name what it is called in results
 * @param work what the gate is told of it
 * @param place where it is served: the name of some slots of the service
 * @param time how long it is served there
 * @param useful how long after it was first meant to be sent its answer is still of use, more than 0
 */
public record Kind(String name, Work work, String place, ServiceTime time, Duration useful) {
    private static final Duration USEFUL = Duration.ofSeconds(1);

    /** Checks the bounds. */
    public Kind {
        Objects.requireNonNull(name);
        Objects.requireNonNull(work);
        Objects.requireNonNull(place);
        Objects.requireNonNull(time);
        if (!useful.isPositive()) {
            throw new IllegalArgumentException("an answer must be of use for a time > 0 but it was " + useful);
        }
    }

    /**
     * Requests of which nothing else is known, served by the service as a whole, whose answers are of use for a second.
     *
     * @param time how long each is served
     * @return the kind, called "request"
     */
    public static Kind of(ServiceTime time) {
        return new Kind("request", Work.normal(), SimulatedService.WHOLE, time, USEFUL);
    }

    /**
     * The same under another name.
     *
     * @param other what it is called
     * @return another kind
     */
    public Kind named(String other) {
        return new Kind(other, work, place, time, useful);
    }

    /**
     * The same with something known of it.
     *
     * @param known what the gate is told
     * @return another kind
     */
    public Kind work(Work known) {
        return new Kind(name, known, place, time, useful);
    }

    /**
     * The same, served elsewhere.
     *
     * @param slots the name of some slots of the service
     * @return another kind
     */
    public Kind at(String slots) {
        return new Kind(name, work, slots, time, useful);
    }

    /**
     * The same, whose answers are of use for another time.
     *
     * @param within more than 0
     * @return another kind
     */
    public Kind useful(Duration within) {
        return new Kind(name, work, place, time, within);
    }
}
