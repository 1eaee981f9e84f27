package dev.weir.bench.core;

import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is taken.
 *
 * @param items what is taken from
 * @param taken how many were
 */
record Counted(Iterator<Long> items, AtomicLong taken) implements Iterator<Long> {
    @Override
    public boolean hasNext() {
        return items.hasNext();
    }

    @Override
    public Long next() {
        taken.incrementAndGet();
        return items.next();
    }
}
