package dev.weir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Gatherer;

/** Overlapping lists of items, by number. */
final class Sliding {
    private Sliding() {}

    /** What it has at one time: the last items, and how many are to be passed over before the next list begins. */
    private static final class State<T> {
        List<T> window = new ArrayList<>();
        int skip;
        boolean fresh;
    }

    static <T> Gatherer<T, ?, List<T>> of(int size, int step) {
        return Gatherer.<T, State<T>, List<T>>ofSequential(
                State::new, (state, item, out) -> add(state, item, size, step, out), (state, out) -> {
                    if (state.fresh && !state.window.isEmpty()) {
                        out.push(List.copyOf(state.window));
                    }
                });
    }

    private static <T> boolean add(
            State<T> state, T item, int size, int step, Gatherer.Downstream<? super List<T>> out) {
        if (state.skip > 0) {
            state.skip--;
            return true;
        }
        state.window.add(item);
        state.fresh = true;
        if (state.window.size() < size) {
            return true;
        }
        List<T> full = List.copyOf(state.window);
        state.window = new ArrayList<>(full.subList(Math.min(step, size), size));
        state.skip = Math.max(0, step - size);
        state.fresh = false;
        return out.push(full);
    }
}
