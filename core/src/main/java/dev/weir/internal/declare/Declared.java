package dev.weir.internal.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
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

    /** Two parts, whose results are combined. */
    public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Declared<R> both(
            Declared<A> one, Declared<B> other, BiFunction<? super A, ? super B, R> combine) {
        List<Spec> sinks = new ArrayList<>(one.sinks);
        sinks.addAll(other.sinks);
        int first = one.sinks.size();
        return new Declared<>(
                sinks,
                values -> combine.apply(
                        one.result.apply(values.subList(0, first)),
                        other.result.apply(values.subList(first, values.size()))));
    }
}
