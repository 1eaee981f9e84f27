package dev.weir.proof.graphs;

import dev.weir.Source;
import java.util.List;

/**
 * A source, and what it must give.
 *
 * @param expected the numbers it gives, in order
 * @param owned each item is released once, as no function keeps any for itself
 */
record Shape(Source<Item> source, List<Long> expected, Promise promise, boolean owned) {
    /** What is promised: all in order, all in any order, or some of them at most once each. */
    enum Promise {
        ORDER,
        ALL,
        SOME;

        Promise orWeaker(Promise other) {
            return compareTo(other) > 0 ? this : other;
        }
    }

    Shape with(Source<Item> next) {
        return new Shape(next, expected, promise, owned);
    }

    Shape unowned() {
        return new Shape(source, expected, promise, false);
    }

    Shape anyOrder() {
        return new Shape(source, expected, promise.orWeaker(Promise.ALL), owned);
    }

    Shape some() {
        return new Shape(source, expected, Promise.SOME, owned);
    }

    Shape expecting(List<Long> items) {
        return new Shape(source, items, promise, owned);
    }

    boolean ordered() {
        return promise == Promise.ORDER;
    }
}
