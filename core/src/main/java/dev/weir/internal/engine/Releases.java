package dev.weir.internal.engine;

import dev.weir.Action;
import dev.weir.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is to be done with items that own something, by their type. Any thread may use it. */
final class Releases {
    private volatile List<Release<?>> all = List.of();

    private record Release<T>(Class<T> type, Action<? super T> action) {}

    /** Whether there is a rule. */
    boolean any() {
        return !all.isEmpty();
    }

    /** The first rule for a type counts. */
    synchronized <T> void add(Class<T> type, Action<? super T> action) {
        if (all.stream().noneMatch(known -> known.type == type)) {
            List<Release<?>> more = new ArrayList<>(all);
            more.add(new Release<>(type, action));
            all = List.copyOf(more);
        }
    }

    /** Has an item released, if it owns something, or what is in it, if it is what stages make of items. */
    void release(Object item, Consumer<AutoCloseable> closing) {
        if (all.isEmpty()) {
            return;
        }
        Action<Object> release = of(item);
        if (release != null) {
            closing.accept(() -> release.on(item));
        } else if (item instanceof List<?> list) {
            list.forEach(each -> release(each, closing));
        } else if (item instanceof Attempt.Succeeded<?, ?> attempt) {
            release(attempt.value(), closing);
        }
    }

    @SuppressWarnings("unchecked") // the item is of the type that was declared with the action
    private @Nullable Action<Object> of(Object item) {
        List<Release<?>> known = all;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).type.isInstance(item)) {
                return (Action<Object>) known.get(i).action;
            }
        }
        return null;
    }
}
