package dev.weir.proof.graphs;

import dev.weir.Capacity;
import dev.weir.Feedback;
import dev.weir.Overflow;
import dev.weir.Rate;
import dev.weir.Setting;
import dev.weir.Source;
import dev.weir.Timeout;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/** One way in, one way out: buffers, functions, windows, time. */
final class Passing {
    private static final Duration SHORT = Duration.ofNanos(100_000);
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<Overflow> DROPS = List.of(Overflow.DROP_OLDEST, Overflow.DROP_NEWEST, Overflow.LATEST);

    private final World world;
    private final Called called;

    Passing(World world) {
        this.world = world;
        this.called = new Called(world);
    }

    Shape passed(Shape in) {
        return switch (world.choices.below(5)) {
            case 0, 1 -> simple(in);
            case 2 -> held(in);
            case 3 -> timed(in);
            default -> called.passed(in);
        };
    }

    private Shape simple(Shape in) {
        Source<Item> source = in.source();
        int c = world.small();
        return switch (world.choices.below(13)) {
            case 0 -> in.with(source.map(item -> item));
            case 1 -> in.with(source.map(world::unlessBad));
            case 2 ->
                in.with(source.filter(item -> item.number % 3 != 0))
                        .expecting(
                                in.expected().stream().filter(n -> n % 3 != 0).toList());
            case 3 ->
                in.with(source.<Item>mapMulti((item, out) -> out.emit(item))).unowned();
            case 4 ->
                in.with(source.gather(Gatherers.windowFixed(c)).flatMap(Source::from))
                        .unowned();
            case 5 -> in.with(source.flatMap(item -> Source.of(item).buffer(c))).unowned();
            case 6 ->
                in.with(source.flatMap(item -> Source.of(List.of(item)).flatMap(Source::from)))
                        .unowned();
            case 7 -> in.ordered() ? in.with(source.skip(c)).expecting(rest(in.expected(), c)) : in;
            case 8 -> in.with(source.sliding(c, c).flatMap(Source::from)).unowned();
            case 9 -> again(in, c);
            case 11 -> doubled(in);
            case 10 -> world.plain() ? back(in, c) : in;
            default -> in.with(source.expand(item -> List.of(item).iterator())).unowned();
        };
    }

    /** Each twice, the second time as another one. */
    private Shape doubled(Shape in) {
        long offset = world.offset();
        return in.with(in.source().<Item>mapMulti((item, out) -> {
                    out.emit(item);
                    out.emit(world.item(item.number + offset));
                }))
                .expecting(in.expected().stream()
                        .flatMap(n -> Stream.of(n, n + offset))
                        .toList())
                .unowned();
    }

    private static List<Long> rest(List<Long> items, int skipped) {
        return items.subList(Math.min(skipped, items.size()), items.size());
    }

    /** Round a circle once. */
    private static Shape again(Shape in, int c) {
        Set<Long> gone = ConcurrentHashMap.newKeySet();
        return in.with(in.source()
                        .<Item>feedback(
                                c,
                                body -> body.map(item -> item.number % 2 == 0 && gone.add(item.number)
                                        ? Feedback.again(item)
                                        : Feedback.out(item))))
                .anyOrder()
                .unowned();
    }

    /** Through a publisher, whose run is another one. */
    private Shape back(Shape in, int c) {
        world.parts = true;
        return in.with(Source.from(in.source().asPublisher(world.engine), Capacity.items(c))
                .releasing(Item.class, Item::release));
    }

    private Shape held(Shape in) {
        Source<Item> source = in.source();
        int c = world.small();
        return switch (world.choices.below(11)) {
            case 0 -> changeable(in.with(source.buffer(c)), n -> new Setting.Capacity(Math.min(c, 1 + n)));
            case 1 -> in.with(source.buffer(c, world.choices.of(DROPS))).some();
            case 2 -> in.with(source.buffer(1_000, world.choices.oneIn(2) ? Overflow.FAIL : Overflow.DETACH));
            case 3 ->
                in.with(source.buffer(c, Overflow.DETACH).recover(e -> Source.of()))
                        .some();
            case 4 ->
                in.with(source.conflate((before, item) -> {
                            before.release();
                            return item;
                        }))
                        .some();
            case 5 -> in.with(source.batch(c).flatMap(Source::from)).unowned();
            case 6 -> in.with(source.buffer(Capacity.items(9).<Item>weighing(2L * c, 2, item -> 1 + item.number % 2)));
            case 7 -> in.with(source.codel(c, DAY, DAY));
            case 8 -> in.with(source.newestFirst(1_000, DAY));
            case 9 -> in.with(source.newestFirst(c, SHORT)).some();
            default -> in.with(source.codel(c, Duration.ofNanos(1), SHORT)).some();
        };
    }

    private Shape timed(Shape in) {
        Source<Item> source = in.source();
        int c = world.small();
        return switch (world.choices.below(10)) {
            case 0 -> in.with(source.delay(SHORT, Capacity.items(8 * c)));
            case 1 ->
                changeable(
                        in.with(source.throttle(200, Duration.ofMillis(1), c)),
                        n -> new Setting.Rate(100L << n, Duration.ofMillis(1)));
            case 2 -> in.with(source.throttle(Rate.of(100L * c, Duration.ofMillis(1), c)));
            case 3 ->
                in.with(source.groupedWithin(c, Duration.ofMillis(1)).flatMap(Source::from))
                        .unowned();
            case 4 ->
                in.with(source.groupedWithin(c, DAY).flatMap(Source::from)).unowned();
            case 5 -> in.with(source.timeout(Timeout.whole(DAY)));
            case 6 -> in.with(source.timeout(Timeout.idle(DAY)).timeout(Timeout.heldBack(DAY)));
            case 7 -> in.with(source.keepAlive(DAY, () -> new Item(-1)));
            case 8 -> in.with(source.debounce(SHORT)).some();
            default -> in.with(source.sample(SHORT)).some();
        };
    }

    private Shape changeable(Shape shape, Function<Integer, Setting> setting) {
        if (!world.oneRun) {
            return shape;
        }
        String name = world.name("knob");
        world.knobs.add(new World.Knob(name, setting));
        return shape.with(shape.source().named(name));
    }
}
