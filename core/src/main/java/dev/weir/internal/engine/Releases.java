package dev.weir.internal.engine;

import dev.weir.Action;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done with items that own something, by their type. Any thread may use it. */
final class Releases {
    private volatile List<Release<?>> all = List.of();

    private record Release<T>(Class<T> type, Action<? super T> action) {}

    /** The first rule for a type counts. */
    synchronized <T> void add(Class<T> type, Action<? super T> action) {
        if (all.stream().noneMatch(known -> known.type == type)) {
            List<Release<?>> more = new ArrayList<>(all);
            more.add(new Release<>(type, action));
            all = List.copyOf(more);
        }
    }

    /** What is to be done with this item; null: nothing. */
    @Nullable
    @SuppressWarnings("unchecked") // the item is of the type that was declared with the action
    Action<Object> of(Object item) {
        List<Release<?>> known = all;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).type.isInstance(item)) {
                return (Action<Object>) known.get(i).action;
            }
        }
        return null;
    }
}
