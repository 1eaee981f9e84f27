package dev.weir;

import java.util.Objects;

/**
 * A source with a weight among others.
 *
 * @param source the source
 * @param weight its weight, at least 1
 * @param <T> the items
 */
public record Weighted<T>(Source<T> source, int weight) {
    /** Checks the weight. */
    public Weighted {
        Objects.requireNonNull(source);
        if (weight < 1) {
            throw new IllegalArgumentException("a weight must be >= 1 but was " + weight + "; leave the source out");
        }
    }
}
