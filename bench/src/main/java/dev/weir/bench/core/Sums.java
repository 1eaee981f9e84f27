package dev.weir.bench.core;

import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** How all contenders add up, and how it is checked. */
final class Sums {
    private Sums() {}

    /** Adds boxed numbers into a primitive one, for whoever takes a collector. */
    static <N extends Number> Collector<N, ?, Long> total() {
        return Collectors.summingLong(Number::longValue);
    }

    /** The sum of the numbers from 0 to one less than so many. */
    static long below(long items) {
        return items * (items - 1) / 2;
    }

    /** The sum of what several added up. */
    static long of(List<Long> parts) {
        return parts.stream().mapToLong(Long::longValue).sum();
    }

    /** Fails unless it is as expected: a contender that lost something has measured nothing. */
    static long checked(long expected, long sum) {
        if (sum != expected) {
            throw new IllegalStateException("the sum must be " + expected + " but was " + sum);
        }
        return sum;
    }
}
