package dev.weir.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the stages of a run can be asked for, by their names and by what it is. Filled while it is put together, read by any
 * thread after that.
 */
class Registry {
    private @Nullable Entry last; // there are few

    private record Entry(
            String name, Object thing, @Nullable Entry before) {
        boolean is(Class<?> kind, String called) {
            return kind.isInstance(thing) && name.equals(called);
        }
    }

    /** Empty. */
    Registry() {}

    /** One of a kind for each name. What is known by that name already is kept once, whatever it is asked for as. */
    @SuppressWarnings("ReferenceEquality") // the same thing, not one like it
    final void register(String name, Object thing) {
        for (Entry entry = last; entry != null; entry = entry.before) {
            if (entry.thing == thing && entry.name.equals(name)) {
                return;
            }
        }
        last = new Entry(name, thing, last);
    }

    /** Null: there is none. */
    final <T> @Nullable T find(Class<T> kind, String name) {
        for (Entry entry = last; entry != null; entry = entry.before) {
            if (entry.is(kind, name)) {
                return kind.cast(entry.thing);
            }
        }
        return null;
    }

    /** All of a kind, in the order in which they came. */
    final <T> void each(Class<T> kind, BiConsumer<String, T> use) {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry = last; entry != null; entry = entry.before) {
            if (kind.isInstance(entry.thing)) {
                entries.add(entry);
            }
        }
        entries.reversed().forEach(entry -> use.accept(entry.name, kind.cast(entry.thing)));
    }

    /** The same without their names. */
    final <T> List<T> all(Class<T> kind) {
        List<T> all = new ArrayList<>();
        for (Entry entry = last; entry != null; entry = entry.before) {
            if (kind.isInstance(entry.thing)) {
                all.add(kind.cast(entry.thing));
            }
        }
        return all.reversed();
    }

    /** The names of all of a kind. */
    final <T> List<String> names(Class<T> kind) {
        List<String> names = new ArrayList<>();
        each(kind, (name, thing) -> names.add(name));
        return names;
    }
}
