package dev.weir.testkit;

import dev.weir.Source;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A source that counts what was taken from it and whether it was closed. For one run. */
final class Fed<T> {
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final Source<T> source;

    private Fed(Stream<T> items) {
        source = Source.from(items.peek(item -> taken.incrementAndGet()).onClose(closed::incrementAndGet));
    }

    static <T> Fed<T> of(List<T> items) {
        return new Fed<>(items.stream());
    }

    /** Gives the items again and again. */
    static <T> Fed<T> endlessly(List<T> items) {
        return new Fed<>(Stream.iterate(0, i -> (i + 1) % items.size()).map(items::get));
    }

    Source<T> source() {
        return source;
    }

    int taken() {
        return taken.get();
    }

    void assertClosedOnce() {
        if (closed.get() != 1) {
            throw new AssertionError("what was opened must be closed once but was " + closed + " times");
        }
    }
}
