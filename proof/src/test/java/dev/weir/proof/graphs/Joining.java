package dev.weir.proof.graphs;

import dev.weir.Capacity;
import dev.weir.Junction;
import dev.weir.Source;
import dev.weir.Weighted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Two sources into one, in each way there is. */
final class Joining {
    private final World world;

    Joining(World world) {
        this.world = world;
    }

    Shape joined(Shape a, Shape b) {
        List<Long> both = new ArrayList<>(a.expected());
        both.addAll(b.expected());
        int c = world.small();
        Shape all = new Shape(
                Source.concat(a.source(), b.source()), both, a.promise().orWeaker(b.promise()), a.owned() && b.owned());
        return switch (world.choices.below(all.ordered() ? 10 : 6)) {
            case 0 -> all;
            case 1 -> all.with(Source.merge(a.source(), b.source())).anyOrder();
            case 2 -> all.with(Source.mergePreferred(a.source(), b.source())).anyOrder();
            case 3 ->
                all.with(Source.mergePrioritized(
                                new Weighted<>(a.source(), c), new Weighted<>(b.source(), world.small())))
                        .anyOrder();
            case 4 -> all.with(junction(a.source(), b.source())).anyOrder();
            case 5 ->
                all.with(a.source().zipLatest(b.source().limit(1), (one, other) -> one))
                        .expecting(a.expected())
                        .some()
                        .unowned();
            case 6 ->
                all.with(Source.interleave(c, a.source(), b.source())).expecting(turns(c, a.expected(), b.expected()));
            case 7 ->
                all.with(a.source().orElse(b.source())).expecting(a.expected().isEmpty() ? b.expected() : a.expected());
            case 8 -> sorted(all, a, b);
            default -> zipped(all, a, b);
        };
    }

    private static Shape sorted(Shape all, Shape a, Shape b) {
        Shape sorted = all.with(Source.mergeSorted(Comparator.naturalOrder(), a.source(), b.source()))
                .expecting(all.expected().stream().sorted().toList());
        return isSorted(a.expected()) && isSorted(b.expected()) ? sorted : sorted.anyOrder();
    }

    private static boolean isSorted(List<Long> items) {
        return items.equals(items.stream().sorted().toList());
    }

    private static Shape zipped(Shape all, Shape a, Shape b) {
        int count = Math.min(a.expected().size(), b.expected().size());
        return all.with(a.source().zip(b.source(), (one, other) -> {
                    other.release();
                    return one;
                }))
                .expecting(a.expected().subList(0, count));
    }

    private static List<Long> turns(int segment, List<Long> a, List<Long> b) {
        Deque<Long> mine = new ArrayDeque<>(a);
        Deque<Long> other = new ArrayDeque<>(b);
        List<Long> all = new ArrayList<>();
        while (!mine.isEmpty() || !other.isEmpty()) {
            for (int i = 0; i < segment && !mine.isEmpty(); i++) {
                all.add(mine.remove());
            }
            Deque<Long> turn = mine;
            mine = other;
            other = turn;
        }
        return all;
    }

    /** Takes fairly from two, gives to two, and these are merged again. */
    private Source<Item> junction(Source<Item> a, Source<Item> b) {
        Junction junction = Junction.named(world.name("fair"));
        List<Junction.In<Item>> ins =
                List.of(junction.in(a, Capacity.items(world.small())), junction.in(b, Capacity.items(world.small())));
        List<Junction.Out<Item>> outs =
                List.of(junction.out(Capacity.items(world.small())), junction.out(Capacity.items(world.small())));
        junction.runs(() -> new Junction.Logic() {
            private int turn;

            @Override
            public boolean step(Junction.Ports ports) {
                for (int i = 0; i < 4; i++) {
                    turn++;
                    if (ports.move(ins.get(turn & 1), outs.get((turn >> 1) & 1))) {
                        return true;
                    }
                }
                return false;
            }
        });
        return Source.merge(outs.get(0).source(), outs.get(1).source().buffer(world.small()));
    }
}
