package dev.weir.bench.core;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Boxed numbers in a row: what all contenders take their items from, so that nobody's own range is measured.
 *
 * @param from the first
 * @param to the one behind the last
 */
record Longs(long from, long to) implements Iterable<Long> {
    static Longs upTo(long to) {
        return new Longs(0, to);
    }

    long sum() {
        return (to - from) * (from + to - 1) / 2;
    }

    @Override
    public Iterator<Long> iterator() {
        return new Iterator<>() {
            private long next = from;

            @Override
            public boolean hasNext() {
                return next < to;
            }

            @Override
            public Long next() {
                if (next >= to) {
                    throw new NoSuchElementException();
                }
                return next++;
            }
        };
    }
}
