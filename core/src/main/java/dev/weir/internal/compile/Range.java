package dev.weir.internal.compile;

import dev.weir.internal.engine.Pull;
import org.jspecify.annotations.Nullable;

/** Numbers from the next one to before the last. A loop may take them as they are, without a box for each. */
public final class Range implements Pull<Long> {
    /** The next one. */
    public long at;

    /** The one after the last. */
    public final long to;

    /** From the first number to before the last. */
    public Range(long from, long to) {
        this.at = from;
        this.to = to;
    }

    /** How many there are, if there are no more than that. */
    public int atMost(int most) {
        long left = to - at;
        return at >= to ? 0 : left < 0 || left > most ? most : (int) left; // less than 0: more than can be counted
    }

    /** Whether there are none from here on. */
    public boolean endsAt(long next) {
        return next >= to;
    }

    @Override
    public @Nullable Long next() {
        return at < to ? at++ : null;
    }
}
