package dev.weir.proof.graphs;

import dev.weir.Attempt;
import dev.weir.Budget;
import dev.weir.Calls;
import dev.weir.Fn;
import dev.weir.Retry;
import dev.weir.RetryBudget;
import dev.weir.Setting;
import dev.weir.Source;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Calls: some at a time, per key, made again, within budgets, that block, or that call back. */
final class Called {
    private final World world;

    Called(World world) {
        this.world = world;
    }

    Shape passed(Shape in) {
        Source<Item> source = in.source();
        int c = world.small();
        return switch (world.choices.below(12)) {
            case 0 -> in.with(source.mapConcurrent(c, item -> item));
            case 1 -> in.with(source.mapConcurrentUnordered(c, item -> item)).anyOrder();
            case 2 -> in.with(source.mapAsync(c, this::later)).unowned();
            case 3 ->
                in.with(source.mapAsyncUnordered(c, this::later)).anyOrder().unowned();
            case 4 ->
                in.with(source.mapConcurrent(Calls.<Item>atMost(c).perKey(item -> item.number % 3), item -> item))
                        .anyOrder();
            case 5 -> in.with(source.mapConcurrent(Calls.<Item>atMost(3).within(budget(c)), item -> item));
            case 6 -> in.with(source.mapConcurrent(Calls.<Item>adaptive(c), item -> item));
            case 7 ->
                in.with(source.attempt(Calls.<Item>atMost(c), item -> item).through(Attempt.values()))
                        .unowned();
            case 8 -> again(in, c);
            case 9 ->
                in.with(source.mapAsync(
                                Calls.<Item>atMost(c)
                                        .perKey(item -> item.number % 2)
                                        .within(budget(2), item -> 2),
                                CompletableFuture::completedFuture))
                        .anyOrder();
            case 10 -> slow(in, c);
            default -> changeable(in);
        };
    }

    private Shape changeable(Shape in) {
        Source<Item> source = in.source().mapConcurrent(3, item -> item);
        if (!world.oneRun) {
            return in.with(source);
        }
        String name = world.name("calls");
        world.knobs.add(new World.Knob(name, n -> new Setting.Concurrency(1 + n)));
        return in.with(source.named(name));
    }

    /** Calls that take time, some more than others. */
    private Shape slow(Shape in, int c) {
        if (!world.ground.mayBlock()) {
            return in;
        }
        return in.with(in.source().mapConcurrent(c, item -> {
                    world.engine.sleep(Duration.ofNanos(1_000 * (item.number % 5)));
                    return item;
                }))
                .unowned();
    }

    /** Answers in a task of its own, or two. */
    private CompletableFuture<Item> later(Item item) {
        CompletableFuture<Item> answer = new CompletableFuture<>();
        Runnable last = () -> answer.complete(item);
        world.engine.execute(item.number % 2 == 0 ? last : () -> world.engine.execute(last));
        return answer;
    }

    private Budget budget(int most) {
        Budget budget = Budget.of(most);
        world.budgets.add(budget);
        return budget;
    }

    /** Each third call fails once. */
    private Shape again(Shape in, int c) {
        Set<Long> tried = ConcurrentHashMap.newKeySet();
        Fn<Item, Item> second = item -> {
            if (item.number % 3 == 0 && tried.add(item.number)) {
                throw new IllegalStateException("not yet");
            }
            return item;
        };
        Retry retry = Retry.times(2)
                .backoff(Duration.ZERO, Duration.ofNanos(world.choices.below(2) * 10_000L))
                .spending(RetryBudget.of(1, 1_000));
        Calls<Item> calls = Calls.<Item>atMost(c).retrying(retry);
        Source<Item> made = world.choices.oneIn(2)
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
}
