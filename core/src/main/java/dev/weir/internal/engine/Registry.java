package dev.weir.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the stages of a run can be asked for by their names. Filled while it is put together, read by any thread after that. */
final class Registry {
    private record Entry(Class<?> kind, String name, Object thing) {}

    private final List<Entry> entries = new ArrayList<>(1); // few have any

    /** One of a kind for each name. */
    <T> void put(Class<T> kind, String name, T thing) {
        entries.add(new Entry(kind, name, thing));
    }

    /** Null: there is none. */
    <T> @Nullable T get(Class<T> kind, String name) {
        for (Entry entry : entries) {
            if (entry.kind == kind && entry.name.equals(name)) {
                return kind.cast(entry.thing);
            }
        }
        return null;
    }

    /** All of a kind, in the order in which they came. */
    <T> void each(Class<T> kind, BiConsumer<String, T> use) {
        for (Entry entry : entries) {
            if (entry.kind == kind) {
                use.accept(entry.name, kind.cast(entry.thing));
            }
        }
    }

    /** The names of all of a kind. */
    <T> List<String> names(Class<T> kind) {
        List<String> names = new ArrayList<>();
        each(kind, (name, thing) -> names.add(name));
        return names;
    }
}
