package dev.weir.bench.core;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;

/** Boxed numbers on their way through rings, each side of which is a virtual thread: the floor of a chain of hops. */
final class Relay {
    private Relay() {}

    /** Adds up so many numbers that went through some hops, with a function between each two. */
    static long sum(int items, int hops, int capacity, UnaryOperator<Long> between)
            throws InterruptedException, ExecutionException {
        Ring first = new Ring(capacity);
        Thread.startVirtualThread(() -> write(items, first));
        Ring last = first;
        for (int hop = 1; hop < hops; hop++) {
            Ring from = last;
            Ring to = new Ring(capacity);
            Thread.startVirtualThread(() -> pass(from, to, between));
            last = to;
        }
        Ring end = last;
        FutureTask<Long> sum = new FutureTask<>(() -> read(end));
        Thread.startVirtualThread(sum);
        return sum.get();
    }

    private static void write(int items, Ring ring) {
        for (long n = 0; n < items; n++) {
            ring.put(n);
        }
        ring.end();
    }

    private static void pass(Ring from, Ring to, UnaryOperator<Long> between) {
        for (Object item = from.take(); item != null; item = from.take()) {
            to.put(between.apply((Long) item));
        }
        to.end();
    }

    private static long read(Ring ring) {
        long sum = 0;
        for (Object item = ring.take(); item != null; item = ring.take()) {
            sum += (Long) item;
        }
        return sum;
    }
}
