package dev.weir;

import dev.weir.internal.declare.Apart;
import dev.weir.internal.declare.Port;
import dev.weir.internal.stage.Concat;
import dev.weir.internal.stage.Interleave;
import dev.weir.internal.stage.Merge;
import dev.weir.internal.stage.MergePreferred;
import dev.weir.internal.stage.MergePrioritized;
import dev.weir.internal.stage.MergeSorted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Several sources into one. */
@CheckReturnValue
abstract class Joins<T> extends Beginnings<T> {
    Joins(Port port) {
        super(port);
    }

    /**
     * Items of several sources as they come. While several are ready each has its turn: at most 16 items, or one if they are
     * wanted one by one; {@link #interleave} is strict. Each source runs on its own, behind a link of
     * {@link Capacity#DEFAULT}. Ends when all have ended. A source that fails fails all after its last item, and what the
     * others hold is discarded; put {@link Source#recover} behind one that is not to.
     *
     * @param sources at least one
     * @param <T> the items
     * @return a source of all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> merge(Source<? extends T>... sources) {
        return merge(List.of(sources));
    }

    static <T> Source<T> merge(List<? extends Source<? extends T>> sources) {
        return source(new Merge<T>(some("merge", sources), Capacity.DEFAULT), ports(sources));
    }

    /**
     * As {@link #merge}, but the first source that has an item gives it, always: the later ones wait as long as it does.
     *
     * @param sources at least one, the most preferred first
     * @param <T> the items
     * @return a source of all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> mergePreferred(Source<? extends T>... sources) {
        List<Source<? extends T>> all = List.of(sources);
        return source(new MergePreferred<T>(some("mergePreferred", all), Capacity.DEFAULT), ports(all));
    }

    /**
     * As {@link #merge}, but while several sources are ready, each gives items in proportion to its weight. None starves.
     *
     * @param first a source and its weight
     * @param others more of them
     * @param <T> the items
     * @return a source of all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> mergePrioritized(Weighted<? extends T> first, Weighted<? extends T>... others) {
        List<Weighted<? extends T>> all = new ArrayList<>(List.of(others));
        all.addFirst(first);
        List<Integer> weights = all.stream().map(Weighted::weight).toList();
        return source(
                new MergePrioritized<T>(weights, Capacity.DEFAULT),
                ports(all.stream().map(Weighted::source).toList()));
    }

    /**
     * Sources that are each in order make one in order. Waits until each has an item or has ended. Otherwise as
     * {@link #merge}.
     *
     * @param order the order of each of them
     * @param sources at least one
     * @param <T> the items
     * @return a source of all of them, in order
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> mergeSorted(Comparator<? super T> order, Source<? extends T>... sources) {
        List<Source<? extends T>> all = List.of(sources);
        var stage = new MergeSorted<T>(some("mergeSorted", all), Objects.requireNonNull(order), Capacity.DEFAULT);
        return source(stage, ports(all));
    }

    /**
     * So many items of the first source, then so many of the next, and round; one that has ended is left out. Waits for
     * the source whose turn it is; that another has failed is told as soon as none of its items is left. Otherwise as {@link
     * #merge}.
     *
     * @param segment how many, at least 1
     * @param sources at least one
     * @param <T> the items
     * @return a source of all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> interleave(int segment, Source<? extends T>... sources) {
        List<Source<? extends T>> all = List.of(sources);
        atLeast("interleave's segment", 1, segment);
        return source(new Interleave<T>(some("interleave", all), segment, Capacity.DEFAULT), ports(all));
    }

    /**
     * All items of the first source, then all of the next. Those after the first do nothing before their turn, links and
     * threads of their own or not, unless something else reads from them too; one that ends in {@code groupBy}, or in code
     * which may be suspended in the middle of an item ({@code mapMulti}, {@code gather}, {@code sliding}, {@code Frames.of}),
     * gets a link of 1. A source that fails ends it.
     *
     * @param sources at least one
     * @param <T> the items
     * @return a source of all of them
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T> Source<T> concat(Source<? extends T>... sources) {
        List<Source<? extends T>> all = List.of(sources);
        int inlets = some("concat", all);
        Port[] ports = ports(all);
        for (int i = 1; i < inlets; i++) { // the first never waits for its turn
            ports[i] = Apart.ifAhead(ports[i]);
        }
        return source(new Concat<T>(inlets), ports);
    }

    private static int some(String what, List<?> sources) {
        return (int) atLeast(what, 1, sources.size());
    }

    private static Port[] ports(List<? extends Source<?>> sources) {
        return sources.stream().map(Source::port).toArray(Port[]::new);
    }
}
