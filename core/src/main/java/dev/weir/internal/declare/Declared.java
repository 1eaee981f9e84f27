package dev.weir.internal.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Declared sinks, and how their values make one result. */
public record Declared<R extends @Nullable Object>(List<Spec> sinks, Function<List<@Nullable Object>, R> result) {
    /** One sink whose value is the result. */
    @SuppressWarnings({"unchecked", "NullAway"}) // what a sink's stage gives is what it was declared with
    public static <R extends @Nullable Object> Declared<R> one(Spec sink) {
        return new Declared<>(List.of(sink), values -> (R) values.getFirst());
    }

    /** Several, whose results make a list in this order. */
    public static <R extends @Nullable Object> Declared<List<R>> all(List<Declared<? extends R>> parts) {
        List<Spec> sinks = new ArrayList<>();
        parts.forEach(part -> sinks.addAll(part.sinks()));
        return new Declared<>(sinks, values -> {
            List<R> results = new ArrayList<>();
            int from = 0;
            for (Declared<? extends R> part : parts) {
                int to = from + part.sinks().size();
                results.add(part.result().apply(values.subList(from, to)));
                from = to;
            }
            return results;
        });
    }
}
