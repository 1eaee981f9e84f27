package dev.weir.testkit.load;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** What a client does that was refused. */
@FunctionalInterface
public interface Comeback {
    /** It gives up. */
    long NEVER = -1;

    /**
     * After how long it comes back.
     *
     * @param random to draw from
     * @param attempt how often it has been refused, from 1 on
     * @param hint what it was told, in nanoseconds; 0: nothing; {@link #NEVER}: not to come back
     * @return nanoseconds, or {@link #NEVER}
     */
    long after(RandomGenerator random, int attempt, long hint);

    /**
     * Gives up.
     *
     * @return it
     */
    static Comeback never() {
        return (_, _, _) -> NEVER;
    }

    /**
     * Comes back when it was told to, or not at all if it was told so; if it was told nothing, after a second.
     *
     * @return it
     */
    static Comeback obeying() {
        return (_, _, hint) -> hint == 0 ? 1_000_000_000 : hint;
    }

    /**
     * Comes back after a time of its own, whatever it was told.
     *
     * @param time how long
     * @return it
     */
    static Comeback after(Duration time) {
        long nanos = time.toNanos();
        return (_, _, _) -> nanos;
    }

    /**
     * Comes back after a time that doubles, drawn from 0 on: exponential back-off with full jitter. Heeds nothing
     * that it is told.
     *
     * @param first the longest time at first
     * @param most the longest time at all
     * @return it
     */
    static Comeback backingOff(Duration first, Duration most) {
        return (random, attempt, _) -> (long)
                (random.nextDouble() * Math.min((double) most.toNanos(), first.toNanos() * Math.pow(2, attempt - 1.0)));
    }

    /**
     * Half of the clients do one thing, half the other.
     *
     * @param other what the others do
     * @return it
     */
    default Comeback orElse(Comeback other) {
        return (random, attempt, hint) ->
                random.nextBoolean() ? after(random, attempt, hint) : other.after(random, attempt, hint);
    }
}
