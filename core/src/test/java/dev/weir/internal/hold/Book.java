package dev.weir.internal.hold;

import java.util.ArrayList;
import java.util.List;

/** What a discipline told of the items that were put in. */
final class Book implements Losses {
    /** Where the clocks of these tests begin: soon they pass the largest number, as any clock of nanoseconds may. */
    private static final long START = Long.MAX_VALUE - 145;

    final List<Object> dropped = new ArrayList<>();
    final List<Object> expired = new ArrayList<>();
    final List<AutoCloseable> told = new ArrayList<>();
    int out;

    /** The time this long after the start. */
    static long at(long nanos) {
        return START + nanos;
    }

    @Override
    public String stage() {
        return "place";
    }

    @Override
    public void out(int items) {
        out += items;
    }

    @Override
    public void dropped(Object item) {
        dropped.add(item);
    }

    @Override
    public void expired(Object item) {
        expired.add(item);
    }

    @Override
    public void tell(AutoCloseable what) {
        told.add(what);
    }
}
