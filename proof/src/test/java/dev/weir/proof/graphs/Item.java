package dev.weir.proof.graphs;

import java.util.concurrent.atomic.AtomicInteger;

/** A number that owns something. */
final class Item implements Comparable<Item> {
    final long number;
    final AtomicInteger released = new AtomicInteger();

    Item(long number) {
        this.number = number;
    }

    void release() {
        released.incrementAndGet();
    }

    @Override
    public String toString() {
        return number + " released " + released + " times";
    }

    @Override
    public int compareTo(Item other) {
        return Long.compare(number, other.number);
    }
}
