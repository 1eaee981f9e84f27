package dev.weir.races;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/** An item that owns something: it must be released once, by whoever has it last. */
final class Owned {
    private final AtomicInteger released = new AtomicInteger();
    private final long number;

    Owned(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    void release() {
        released.incrementAndGet();
    }

    /** Fails if one of them was not released once. */
    static void assertReleasedOnce(Collection<Owned> all) {
        for (Owned item : all) {
            if (item.released.get() != 1) {
                throw new AssertionError("each item must be released once but " + item + " of " + all.size());
            }
        }
    }

    @Override
    public String toString() {
        return number + " was " + released + " times";
    }
}
