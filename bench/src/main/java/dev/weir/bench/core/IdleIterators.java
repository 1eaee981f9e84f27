package dev.weir.bench.core;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/** The flow of {@link Idle} by hand: iterators, each of which asks the one before it, and an array for the hop. */
final class IdleIterators {
    private IdleIterators() {}

    static Iterator<Long> of(Iterable<Long> items, boolean hop) {
        Iterator<Long> first = new Mapped(items.iterator(), n -> n + 1);
        Iterator<Long> second = hop ? new Ahead(first) : first;
        return new Mapped(new Filtered(second, n -> n >= 0), n -> n - 1);
    }

    private record Mapped(Iterator<Long> before, LongUnaryOperator fn) implements Iterator<Long> {
        @Override
        public boolean hasNext() {
            return before.hasNext();
        }

        @Override
        public Long next() {
            return fn.applyAsLong(before.next());
        }
    }

    private static final class Filtered implements Iterator<Long> {
        private final Iterator<Long> before;
        private final LongPredicate test;
        private @Nullable Long found;

        Filtered(Iterator<Long> before, LongPredicate test) {
            this.before = before;
            this.test = test;
        }

        @Override
        public boolean hasNext() {
            while (found == null && before.hasNext()) {
                Long item = before.next();
                if (test.test(item)) {
                    found = item;
                }
            }
            return found != null;
        }

        @Override
        public Long next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Long item = Objects.requireNonNull(found);
            found = null;
            return item;
        }
    }

    /** Takes sixteen ahead. */
    private static final class Ahead implements Iterator<Long> {
        private final Iterator<Long> before;
        private final @Nullable Long[] slots = new Long[IdleFlows.HOP];
        private int held;
        private int at;

        Ahead(Iterator<Long> before) {
            this.before = before;
            fill();
        }

        private void fill() {
            at = 0;
            held = 0;
            while (held < slots.length && before.hasNext()) {
                slots[held++] = before.next();
            }
        }

        @Override
        public boolean hasNext() {
            if (at == held) {
                fill();
            }
            return at < held;
        }

        @Override
        public Long next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return Objects.requireNonNull(slots[at++]);
        }
    }
}
