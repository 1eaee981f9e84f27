package dev.weir.proof.graphs;

import dev.weir.Capacity;
import dev.weir.Restart;
import dev.weir.Source;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Sources of all kinds. */
final class Leaves {
    private final World world;
    private final Hubs hubs;
    private final Entries entries;

    Leaves(World world) {
        this.world = world;
        this.hubs = new Hubs(world);
        this.entries = new Entries(world);
    }

    Shape leaf() {
        int kind = world.choices.below(world.oneRun ? 18 : 17);
        List<Long> items = world.numbers(kind == 7 ? 1 : count());
        int c = world.small();
        Source<Long> numbers = switch (kind) {
            case 0 -> Source.from(items);
            case 1 -> Source.range(first(items), first(items) + items.size());
            case 2 -> Source.<Long>generate(Capacity.items(c), out -> items.forEach(out::emit));
            case 3 -> opened(items);
            case 4 -> restarted(items, c);
            case 5 -> recovered(items, c);
            case 6 -> queued(items, c);
            case 7 -> later(items.getFirst());
            case 8 -> Source.<Long>pausable(Capacity.items(c), out -> new Pushing(world, items, out));
            case 9 -> asked(items, c);
            case 10 -> Source.from(published(Source.from(items), c), Capacity.items(world.small()));
            case 11 -> Source.from(published(generated(items), c));
            case 12 -> Source.of(items.toArray(Long[]::new));
            case 13 -> Source.of(items).flatMap(Source::from);
            case 14 -> hubs.heard(items, c);
            case 16 -> new Calling(world, items).source(c);
            case 15 -> Source.from(items).expand(n -> List.of(n).iterator());
            default -> entries.fed(items, c);
        };
        Shape.Promise promise = kind == 14 || kind == 17 ? Shape.Promise.ALL : Shape.Promise.ORDER;
        Source<Item> source = numbers.map(world::item).releasing(Item.class, Item::release);
        return new Shape(source, items, promise, true);
    }

    private int count() {
        return world.choices.oneIn(4) ? world.choices.below(60) : world.choices.below(12);
    }

    private static long first(List<Long> items) {
        return items.isEmpty() ? 0 : items.getFirst();
    }

    private Source<Long> generated(List<Long> items) {
        return Source.generate(Capacity.items(world.small()), out -> items.forEach(out::emit));
    }

    private Source<Long> opened(List<Long> items) {
        world.opened.incrementAndGet();
        return Source.from(items.stream().onClose(world.closed::incrementAndGet));
    }

    private static Source<Long> restarted(List<Long> items, int times) {
        AtomicInteger runs = new AtomicInteger();
        return Source.<Long>generate(Capacity.items(times), out -> {
                    if (runs.incrementAndGet() <= times) {
                        throw new IllegalStateException("not yet");
                    }
                    items.forEach(out::emit);
                })
                .restart(
                        Restart.backoff(Duration.ZERO, Duration.ofNanos(10_000)).atMost(times, Duration.ofDays(1)));
    }

    private static Source<Long> recovered(List<Long> items, int c) {
        int half = items.size() / 2;
        return Source.<Long>generate(Capacity.items(c), out -> {
                    items.subList(0, half).forEach(out::emit);
                    throw new IllegalStateException("half of them");
                })
                .recover(e -> Source.from(items.subList(half, items.size())));
    }

    private static Source<Long> queued(List<Long> items, int c) {
        BlockingQueue<Long> queue = new LinkedBlockingQueue<>(items);
        queue.add(-1L);
        return c == 1
                ? Source.from(queue, -1L)
                : Source.from(queue, Capacity.items(c)).takeWhile(n -> n >= 0);
    }

    private Source<Long> later(Long item) {
        CompletableFuture<Long> stage = new CompletableFuture<>();
        world.starts.add(() -> world.engine.execute(() -> stage.complete(item)));
        return Source.from(stage);
    }

    private Source<Long> asked(List<Long> items, int c) {
        AtomicInteger next = new AtomicInteger();
        return Source.asking(
                Capacity.items(c),
                out -> world.engine.execute(() -> {
                    int at = next.getAndIncrement();
                    if (at < items.size()) {
                        out.push(items.get(at));
                    } else {
                        out.end();
                    }
                }));
    }

    private java.util.concurrent.Flow.Publisher<Long> published(Source<Long> source, int c) {
        return source.buffer(c).asPublisher(world.engine);
    }
}
