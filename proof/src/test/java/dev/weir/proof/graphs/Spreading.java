package dev.weir.proof.graphs;

import dev.weir.Branch;
import dev.weir.Capacity;
import dev.weir.Fn;
import dev.weir.Overflow;
import dev.weir.Pipe;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.List;

/** One way in, several in between: lanes, groups, branches, flows within. */
final class Spreading {
    private static final List<Overflow> SIDES =
            List.of(Overflow.WAIT, Overflow.DROP_OLDEST, Overflow.DROP_NEWEST, Overflow.LATEST, Overflow.DETACH);

    private final World world;

    Spreading(World world) {
        this.world = world;
    }

    Shape spread(Shape in) {
        return world.choices.oneIn(2) ? grouped(in) : branched(in);
    }

    private Shape branched(Shape in) {
        Source<Item> source = in.source();
        int c = world.small();
        int d = world.small();
        return switch (world.choices.below(8)) {
            case 0 -> in.with(source.also(side(c))).unowned();
            case 1 ->
                in.with(source.divertTo(item -> item.number % 5 == 0, Sink.forEach(Item::release)))
                        .expecting(
                                in.expected().stream().filter(n -> n % 5 != 0).toList());
            case 2 ->
                in.with(source.branch(
                                one -> one.filter(item -> item.number % 2 == 0),
                                other -> other.filter(item -> item.number % 2 != 0)
                                        .buffer(c)))
                        .anyOrder()
                        .unowned();
            case 3 ->
                in.with(source.both(one -> one.map(item -> item), other -> other.buffer(c), (one, other) -> one))
                        .unowned();
            case 4 ->
                in.with(source.<Item>balance(c, lane -> lane.map(world::unlessBad)))
                        .anyOrder();
            case 5 ->
                in.with(source.balance(c, lane -> lane.mapConcurrent(d, item -> item)))
                        .anyOrder();
            case 6 ->
                in.with(source.partition(c, item -> item.number % 7, lane -> lane.buffer(d)))
                        .anyOrder();
            default ->
                in.with(source.partition(2, item -> item.number % 7, lane -> lane.limit(d)))
                        .some();
        };
    }

    /** A side branch that need not keep up; one that is cut off makes the whole fail in the end, so its link is long. */
    private Branch<Item, ?> side(int c) {
        Overflow overflow = world.choices.of(SIDES);
        Capacity capacity = Capacity.items(overflow == Overflow.DETACH ? 1_000 : c);
        return world.choices.oneIn(2)
                ? Branch.of(capacity, overflow, Sink.<Item>ignore())
                : Branch.of(capacity, overflow, Sink.<Item>count());
    }

    private Shape grouped(Shape in) {
        Source<Item> source = in.source();
        int c = world.small();
        int d = world.small();
        Fn<Item, Long> key = item -> item.number % 7;
        return switch (world.choices.below(7)) {
            case 0 ->
                in.with(source.<Long, Item>groupBy(c, key, (k, group) -> group)).anyOrder();
            case 1 ->
                in.with(source.<Long, Item>groupBy(c, key, (k, group) -> group.buffer(d)))
                        .anyOrder();
            case 2 ->
                in.with(source.<Long, Item>groupBy(
                                c,
                                key,
                                (k, group) ->
                                        group.mapConcurrent(d, item -> item).limit(d)))
                        .some();
            case 3 ->
                in.with(source.flatMapConcurrent(c, item -> Source.of(item).buffer(d)))
                        .anyOrder()
                        .unowned();
            case 4 ->
                in.with(source.flatMapConcurrent(
                                c, item -> Source.of(List.of(item)).flatMapConcurrent(d, Source::from)))
                        .anyOrder()
                        .unowned();
            case 5 ->
                in.with(source.flatMapConcurrent(c, item -> Source.merge(Source.of(item), Source.of())))
                        .anyOrder()
                        .unowned();
            default -> {
                Pipe<Item, Item> lane = group -> group.batch(d).flatMap(Source::from);
                yield in.with(source.<Long, Item>groupBy(c, key, (k, group) -> group.through(lane)))
                        .anyOrder()
                        .unowned();
            }
        };
    }
}
