package dev.weir.http.internal.overload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A table of so many at most; the one that was not asked for longest goes. Not for several threads.
 *
 * @param <V> what is remembered
 */
public final class Lru<V> {
    private final Map<String, V> known;

    /**
     * An empty table.
     *
     * @param most how many it remembers, at least 1
     */
    public Lru(int most) {
        known = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * What is remembered of a key.
     *
     * @param key the key
     * @param made makes it if nothing is
     * @return it
     */
    public V get(String key, Supplier<V> made) {
        return known.computeIfAbsent(key, absent -> made.get());
    }

    /**
     * How many it remembers.
     *
     * @return the number
     */
    public int size() {
        return known.size();
    }
}
