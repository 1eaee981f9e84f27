package dev.weir.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the stages of a run can be asked for by their names. Filled while it is put together, read by any thread after that. */
final class Registry {
    private @Nullable Entry last; // there are few

    private record Entry(
            Class<?> kind,
            String name,
            Object thing,
            @Nullable Entry before) {}

    /** One of a kind for each name. */
    <T> void put(Class<T> kind, String name, T thing) {
        last = new Entry(kind, name, thing, last);
    }

    /** Null: there is none. */
    <T> @Nullable T get(Class<T> kind, String name) {
        for (Entry entry = last; entry != null; entry = entry.before) {
            if (entry.kind == kind && entry.name.equals(name)) {
                return kind.cast(entry.thing);
            }
        }
        return null;
    }

    /** All of a kind, in the order in which they came. */
    <T> void each(Class<T> kind, BiConsumer<String, T> use) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry = last; entry != null; entry = entry.before) {
            if (entry.kind == kind) {
                entries.add(entry);
            }
        }
        entries.reversed().forEach(entry -> use.accept(entry.name, kind.cast(entry.thing)));
    }

    /** The names of all of a kind. */
    <T> List<String> names(Class<T> kind) {
        List<String> names = new ArrayList<>();
        each(kind, (name, thing) -> names.add(name));
        return names;
    }
}
