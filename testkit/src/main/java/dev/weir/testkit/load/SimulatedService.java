package dev.weir.testkit.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A service in virtual time: a gate, and slots that serve what it lets in. What is let in and finds no slot free waits for one
 * inside, however long that takes.
 */
public final class SimulatedService implements Target {
    /** What the slots of the service as a whole are called. */
    public static final String WHOLE = "service";

    private final Timeline time;
    private final Gate gate;
    private final Map<String, Slots> places = new HashMap<>();
    private double factor = 1;
    private double toAsk; // nanoseconds of a slot
    private int inside;
    private int mostInside;

    /**
     * A service.
     *
     * @param time in which it runs
     * @param slots how many it serves at once, at least 1
     * @param gate what decides who is let in
     */
    public SimulatedService(Timeline time, int slots, Gate gate) {
        this.time = time;
        this.gate = gate;
        place(WHOLE, slots);
    }

    /**
     * Gives it more slots, for kinds that are served there and nowhere else.
     *
     * @param name what the place is called
     * @param slots how many are served there at once, at least 1
     * @return this
     */
    public SimulatedService place(String name, int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("'" + name + "' must have 1 slot or more but had " + slots);
        }
        places.put(name, new Slots(time, slots, Double.MAX_VALUE));
        return this;
    }

    /**
     * Makes the slots of the service as a whole what threads have of processors: all that is inside has its turns, one after
     * the other, and who is inside takes from whom it keeps waiting. And to ask takes some of that too, whether one is let in or
     * not. To be said before anybody asks.
     *
     * @param turn how long one has a slot until it is the turn of the next, more than 0
     * @param ask how long it takes to ask, and to be told; 0 or more
     * @return this
     */
    public SimulatedService processors(Duration turn, Duration ask) {
        if (!turn.isPositive() || ask.isNegative()) {
            throw new IllegalArgumentException(
                    "a turn must be > 0, and what it takes to ask >= 0, but they were " + turn + " and " + ask);
        }
        places.compute(WHOLE, (_, slots) -> Objects.requireNonNull(slots).turns((double) turn.toNanos()));
        toAsk = (double) ask.toNanos();
        return this;
    }

    /**
     * What begins from now on takes longer, or less long.
     *
     * @param times as long as its kind says, more than 0
     */
    public void slower(double times) {
        factor = times;
    }

    /**
     * How many are inside: let in and not yet served.
     *
     * @return their number
     */
    public int inside() {
        return inside;
    }

    /**
     * The most that were ever inside.
     *
     * @return their number
     */
    public int mostInside() {
        return mostInside;
    }

    @Override
    public void take(Asking asking, Caller caller) {
        Kind kind = asking.kind();
        Slots slots = places.get(kind.place());
        if (slots == null) {
            throw new IllegalArgumentException(
                    "the service has no place '" + kind.place() + "' but only " + places.keySet());
        }
        if (toAsk > 0) {
            Objects.requireNonNull(places.get(WHOLE)).serve(factor * toAsk, () -> ask(asking, slots, caller));
        } else {
            ask(asking, slots, caller);
        }
    }

    private void ask(Asking asking, Slots slots, Caller caller) {
        Kind kind = asking.kind();
        gate.ask(asking, new Gate.Entry() {
            @Override
            public void admitted(Runnable ended) {
                mostInside = Math.max(mostInside, ++inside);
                slots.serve(factor * kind.time().nanos(time.random()), () -> {
                    inside--;
                    ended.run();
                    caller.served();
                });
            }

            @Override
            public void refused(long hint, boolean mayRetry) {
                caller.refused(hint, mayRetry);
            }
        });
    }
}
