package dev.weir;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Random flows with many ends, rates, calls and failures, and a plain sequential model of what each must give. */
final class RandomShapes {
    private static final Retry AT_ONCE = Retry.times(2).backoff(Duration.ZERO, Duration.ZERO);

    final Random random;
    final Engine engine;
    final List<Item> made = Collections.synchronizedList(new ArrayList<>());
    final List<Runnable> sides = new ArrayList<>();
    final List<Running<?>> started = new ArrayList<>();
    final List<Budget> budgets = new ArrayList<>();
    private long from;

    /** What the engine is. */
    RandomShapes(long seed, Engine engine) {
        this.random = new Random(seed);
        this.engine = engine;
    }

    /** A number that owns something. */
    static final class Item implements Comparable<Item> {
        final long number;
        final AtomicInteger released = new AtomicInteger();

        Item(long number) {
            this.number = number;
        }

        void release() {
            released.incrementAndGet();
        }

        @Override
        public String toString() {
            return number + " released " + released + " times";
        }

        @Override
        public int compareTo(Item other) {
            return Long.compare(number, other.number);
        }
    }

    /** What is promised: all in order, all in any order, or some of them at most once each. */
    enum Promise {
        ORDER,
        ALL,
        SOME
    }

    /** A source, and what it must give; owned: each item is released once, as no function keeps any for itself. */
    record Shape(Source<Item> source, List<Long> expected, Promise promise, boolean owned) {
        Shape with(Source<Item> next) {
            return new Shape(next, expected, promise, owned);
        }

        Shape unowned() {
            return new Shape(source, expected, promise, false);
        }

        Shape atBest(Promise most) {
            return new Shape(source, expected, promise.compareTo(most) > 0 ? promise : most, owned);
        }

        Shape expecting(List<Long> items) {
            return new Shape(source, items, promise, owned);
        }
    }

    int small() {
        return 1 + random.nextInt(3);
    }

    Shape build(int depth) {
        Shape shape = depth > 0 && random.nextInt(3) > 0 ? joined(depth - 1) : leaf();
        for (int i = random.nextInt(4); i > 0; i--) {
            shape = random.nextBoolean() ? passed(shape) : spread(shape);
        }
        return shape;
    }

    private Shape leaf() {
        long first = from;
        long count = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(80);
        from += count;
        List<Long> items = Flows.longs(first, first + count);
        int c = small();
        Source<Long> numbers = switch (random.nextInt(6)) {
            case 0 -> Source.from(items);
            case 1 -> Source.<Long>generate(Capacity.items(c), out -> items.forEach(out::emit));
            case 2 -> restarted(items, c);
            case 3 ->
                Source.<Long>generate(Capacity.items(c), out -> {
                            items.subList(0, items.size() / 2).forEach(out::emit);
                            throw new IllegalStateException("half of them");
                        })
                        .recover(e -> Source.from(items.subList(items.size() / 2, items.size())));
            case 4 -> heard(items);
            default -> Source.range(first, first + count);
        };
        Source<Item> source = numbers.map(n -> {
                    Item item = new Item(n);
                    made.add(item);
                    return item;
                })
                .releasing(Item.class, Item::release);
        return new Shape(source, items, Promise.ORDER, true);
    }

    private Source<Long> restarted(List<Long> items, int times) {
        AtomicInteger runs = new AtomicInteger();
        return Source.<Long>generate(Capacity.items(times), out -> {
                    if (runs.incrementAndGet() <= times) {
                        throw new IllegalStateException("not yet");
                    }
                    items.forEach(out::emit);
                })
                .restart(Restart.backoff(Duration.ZERO, Duration.ZERO).atMost(times, Duration.ofMinutes(1)));
    }

    /** Through a hub: another pipeline says them, and closes it. */
    private Source<Long> heard(List<Long> items) {
        Hub<Long> hub = Hub.named("hub");
        sides.add(() -> {
            Running<Long> speaker = Source.from(items).to(hub.sink()).on(engine).start();
            started.add(speaker);
            var _ = speaker.result().whenComplete((value, thrown) -> hub.close());
        });
        return hub.source(Capacity.items(small()), Overflow.WAIT);
    }

    private Shape joined(int depth) {
        Shape a = build(depth);
        Shape b = build(depth);
        List<Long> both = new ArrayList<>(a.expected());
        both.addAll(b.expected());
        Promise weaker = a.promise().compareTo(b.promise()) > 0 ? a.promise() : b.promise();
        boolean owned = a.owned() && b.owned();
        boolean ordered = weaker == Promise.ORDER;
        int c = small();
        return switch (random.nextInt(ordered ? 9 : 6)) {
            case 0 -> new Shape(Source.merge(a.source(), b.source()), both, weaker, owned).atBest(Promise.ALL);
            case 1 -> new Shape(Source.mergePreferred(a.source(), b.source()), both, weaker, owned).atBest(Promise.ALL);
            case 2 ->
                new Shape(
                                Source.mergePrioritized(
                                        new Weighted<>(a.source(), c), new Weighted<>(b.source(), small())),
                                both,
                                weaker,
                                owned)
                        .atBest(Promise.ALL);
            case 3 -> new Shape(junction(a.source(), b.source()), both, weaker, owned).atBest(Promise.ALL);
            case 4 -> new Shape(Source.concat(a.source(), b.source()), both, weaker, owned);
            case 5 -> new Shape(latest(a.source(), b.source()), a.expected(), Promise.SOME, false);
            case 6 -> new Shape(Source.interleave(c, a.source(), b.source()), turns(c, a, b), weaker, owned);
            case 7 ->
                new Shape(
                        a.source().orElse(b.source()),
                        a.expected().isEmpty() ? b.expected() : a.expected(),
                        weaker,
                        owned);
            default -> sortedOrZipped(a, b, both, owned);
        };
    }

    private static Source<Item> latest(Source<Item> a, Source<Item> b) {
        return a.zipLatest(b.limit(1), (one, other) -> one);
    }

    private Shape sortedOrZipped(Shape a, Shape b, List<Long> both, boolean owned) {
        if (random.nextBoolean()) {
            Source<Item> sorted = Source.mergeSorted(Comparator.naturalOrder(), a.source(), b.source());
            boolean inOrder = a.expected().equals(RandomShapesTest.sorted(a.expected()))
                    && b.expected().equals(RandomShapesTest.sorted(b.expected()));
            return new Shape(sorted, RandomShapesTest.sorted(both), inOrder ? Promise.ORDER : Promise.ALL, owned);
        }
        int count = Math.min(a.expected().size(), b.expected().size());
        Source<Item> zipped = a.source().zip(b.source(), (one, other) -> {
            other.release();
            return one;
        });
        return new Shape(zipped, a.expected().subList(0, count), Promise.ORDER, owned);
    }

    private static List<Long> turns(int segment, Shape a, Shape b) {
        Deque<Long> mine = new ArrayDeque<>(a.expected());
        Deque<Long> other = new ArrayDeque<>(b.expected());
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
        Junction junction = Junction.named("fair");
        List<Junction.In<Item>> ins =
                List.of(junction.in(a, Capacity.items(small())), junction.in(b, Capacity.items(small())));
        List<Junction.Out<Item>> outs =
                List.of(junction.out(Capacity.items(small())), junction.out(Capacity.items(small())));
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
        return Source.merge(outs.get(0).source(), outs.get(1).source().buffer(small()));
    }

    /** One way in, one way out. */
    Shape passed(Shape in) {
        Source<Item> source = in.source();
        int c = small();
        return switch (random.nextInt(16)) {
            case 0 -> in.with(source.buffer(c));
            case 1 ->
                in.with(source.buffer(
                                c,
                                List.of(Overflow.DROP_OLDEST, Overflow.DROP_NEWEST, Overflow.LATEST)
                                        .get(c - 1)))
                        .atBest(Promise.SOME);
            case 2 -> in.with(source.buffer(1_000, random.nextBoolean() ? Overflow.FAIL : Overflow.DETACH));
            case 3 ->
                in.with(source.buffer(c, Overflow.DETACH).recover(e -> Source.of()))
                        .atBest(Promise.SOME);
            case 4 ->
                in.with(source.conflate((before, item) -> {
                            before.release();
                            return item;
                        }))
                        .atBest(Promise.SOME);
            case 5 -> in.with(source.batch(c).flatMap(Source::from)).unowned();
            case 6 ->
                in.with(source.groupedWithin(c, Duration.ofMillis(1)).flatMap(Source::from))
                        .unowned();
            case 7 -> in.with(source.delay(Duration.ofNanos(100_000), Capacity.items(8 * c)));
            case 8 -> in.with(source.throttle(200, Duration.ofMillis(1), c));
            case 9 ->
                in.with(source.mapConcurrent(Calls.<Item>atMost(c).perKey(item -> item.number % 3), item -> item))
                        .atBest(Promise.ALL);
            case 10 -> in.with(source.mapConcurrent(Calls.<Item>atMost(3).within(budget(c)), item -> item));
            case 11 -> in.with(source.mapConcurrent(Calls.<Item>adaptive(c), item -> item));
            case 12 ->
                in.with(source.attempt(Calls.<Item>atMost(c), item -> item).through(Attempt.values()))
                        .unowned();
            case 13 -> again(in, c);
            case 14 ->
                in.with(source.mapAsync(
                                Calls.<Item>atMost(c)
                                        .perKey(item -> item.number % 2)
                                        .within(budget(2), item -> 2),
                                CompletableFuture::completedFuture))
                        .atBest(Promise.ALL);
            default -> in.with(source.map(item -> item));
        };
    }

    private Budget budget(int most) {
        Budget budget = Budget.of(most);
        budgets.add(budget);
        return budget;
    }

    private Shape again(Shape in, int c) {
        var tried = ConcurrentHashMap.<Long>newKeySet();
        Fn<Item, Item> second = item -> {
            if (tried.add(item.number) && item.number % 3 == 0) {
                throw new IllegalStateException("not yet");
            }
            return item;
        };
        Calls<Item> calls = Calls.<Item>atMost(c).retrying(AT_ONCE);
        Source<Item> made = random.nextBoolean()
                ? in.source().mapConcurrent(calls, second)
                : in.source().mapAsync(calls, item -> {
                    try {
                        return CompletableFuture.completedFuture(second.apply(item));
                    } catch (Exception e) {
                        return CompletableFuture.failedFuture(e);
                    }
                });
        return in.with(made).unowned();
    }

    /** One way in, several in between. */
    Shape spread(Shape in) {
        Source<Item> source = in.source();
        int c = small();
        int d = small();
        Fn<Item, Long> key = item -> item.number % 7;
        return switch (random.nextInt(11)) {
            case 0 -> in.with(source.partition(c, key, lane -> lane.buffer(d))).atBest(Promise.ALL);
            case 1 ->
                in.with(source.<Item>balance(c, lane -> lane.map(item -> item))).atBest(Promise.ALL);
            case 2 ->
                in.with(source.<Long, Item>groupBy(c, key, (k, group) -> group)).atBest(Promise.ALL);
            case 3 ->
                in.with(source.<Long, Item>groupBy(c, key, (k, group) -> group.buffer(d)))
                        .atBest(Promise.ALL);
            case 4 ->
                in.with(source.<Long, Item>groupBy(
                                c,
                                key,
                                (k, group) ->
                                        group.mapConcurrent(d, item -> item).limit(d)))
                        .atBest(Promise.SOME);
            case 5 ->
                in.with(source.flatMapConcurrent(c, item -> Source.of(item).buffer(d)))
                        .atBest(Promise.ALL)
                        .unowned();
            case 6 ->
                in.with(source.both(one -> one.map(item -> item), other -> other.buffer(c), (one, other) -> one))
                        .unowned();
            case 7 ->
                in.with(source.also(
                                random.nextBoolean()
                                        ? Branch.waiting(Capacity.items(c), Sink.<Item>count())
                                        : Branch.dropOldest(c, Sink.<Item>count())))
                        .unowned();
            case 8 ->
                in.with(source.divertTo(item -> item.number % 5 == 0, Sink.forEach(Item::release)))
                        .expecting(
                                in.expected().stream().filter(n -> n % 5 != 0).toList());
            case 9 ->
                in.with(source.branch(
                                one -> one.filter(item -> item.number % 2 == 0),
                                other -> other.filter(item -> item.number % 2 != 0)
                                        .buffer(c)))
                        .atBest(Promise.ALL)
                        .unowned();
            default -> in.with(source.partition(2, key, lane -> lane.limit(d))).atBest(Promise.SOME);
        };
    }

    /** All that runs beside it, if there is any. */
    void startSides() {
        sides.forEach(Runnable::run);
    }
}
