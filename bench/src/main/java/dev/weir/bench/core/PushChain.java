package dev.weir.bench.core;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What would be written by hand of general parts: each stage pushes its item into the next one. It knows no demand, no end
 * and no failure, so it is a floor for all that hand on boxed items one by one.
 */
final class PushChain {
    private PushChain() {}

    /** Adds up what it gets. */
    static final class Sum implements Consumer<Long> {
        long sum;

        @Override
        public void accept(Long item) {
            sum += item;
        }
    }

    /** Hands on what the function makes. */
    record Mapped(Function<Long, Long> fn, Consumer<Long> next) implements Consumer<Long> {
        @Override
        public void accept(Long item) {
            next.accept(fn.apply(item));
        }
    }

    /** Hands on what passes the test. */
    record Filtered(Predicate<Long> test, Consumer<Long> next) implements Consumer<Long> {
        @Override
        public void accept(Long item) {
            if (test.test(item)) {
                next.accept(item);
            }
        }
    }

    /** Hands on each item and the one after it. */
    record Doubled(Consumer<Long> next) implements Consumer<Long> {
        @Override
        public void accept(Long item) {
            next.accept(item);
            next.accept(item + 1);
        }
    }

    /** Hands on so many. */
    static final class Limited implements Consumer<Long> {
        private final Consumer<Long> next;
        private long left;

        Limited(long most, Consumer<Long> next) {
            this.left = most;
            this.next = next;
        }

        @Override
        public void accept(Long item) {
            if (left-- > 0) {
                next.accept(item);
            }
        }
    }

    /** Pushes the numbers below so many. */
    static void range(long items, Consumer<Long> first) {
        for (long n = 0; n < items; n++) {
            first.accept(n);
        }
    }
}
