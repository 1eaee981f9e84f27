package dev.weir.testkit;

import dev.weir.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A source that counts what was taken from it and whether it was closed. For one run. */
final class Fed<T> {
    private final List<T> items;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Source<T> source;

    private Fed(List<T> items, IntStream numbers) {
        this.items = items;
        Stream<T> all = numbers.mapToObj(this::take);
        source = Source.from(all.onClose(closed::incrementAndGet));
    }

    private T take(int number) {
        taken.incrementAndGet();
        return items.get(number % items.size());
    }

    static <T> Fed<T> of(List<T> items) {
        return new Fed<>(items, IntStream.range(0, items.size()));
    }

    /** Gives the items again and again. */
    static <T> Fed<T> endlessly(List<T> items) {
        return new Fed<>(items, IntStream.range(0, Integer.MAX_VALUE));
    }

    Source<T> source() {
        return source;
    }

    int taken() {
        return taken.get();
    }

    /** All that were taken until now. */
    List<T> all() {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < taken.get(); i++) {
            all.add(items.get(i % items.size()));
        }
        return all;
    }

    void assertClosedOnce() {
        if (closed.get() != 1) {
            throw new AssertionError("what was opened must be closed once but was " + closed + " times");
        }
    }
}
