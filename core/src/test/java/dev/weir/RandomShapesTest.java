package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.RandomShapes.Item;
import dev.weir.RandomShapes.Promise;
import dev.weir.RandomShapes.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * T66, P63: the same for fan-in, fan-out, rates, calls, groups, hubs and junctions, on three engines. A seed that fails
 * says so; {@code Round.of(seed, way, two).go()} runs it again.
 */
@Timeout(60)
class RandomShapesTest {
    private static final int SEEDS = 100;

    /** How a run comes to its end. */
    enum Way {
        CLEAN,
        LIMIT,
        FAILURE,
        CANCEL,
        PAUSE,
        DRAIN
    }

    static List<Long> sorted(List<Long> items) {
        return items.stream().sorted().toList();
    }

    /** One pipeline, run once. */
    record Round(long seed, Way way, RandomShapes shapes, Engine engine) {
        static Round of(long seed, Way way, ExecutorService two) {
            Engine engine = switch ((int) (seed % 3)) {
                case 0 -> Engine.virtualThreads();
                case 1 -> Engine.on(two);
                default -> new ManualEngine();
            };
            return new Round(seed, way, new RandomShapes(seed, engine), engine);
        }

        void go() throws InterruptedException {
            String plan = "what could not be declared";
            try {
                Shape shape = shapes.build(2);
                List<Item> seen = Collections.synchronizedList(new ArrayList<>());
                Pipeline<?> flow = ending(shape).to(Sink.forEach(item -> {
                    seen.add(item);
                    item.release();
                }));
                plan = flow.plan().toString();
                Running<?> run = flow.on(engine).start();
                shapes.startSides();
                disturb(run);
                awaitEnd(run);
                shapes.started.forEach(side -> side.cancel("the other side is over"));
                for (Running<?> side : shapes.started) {
                    awaitEnd(side);
                }
                shapes.started.forEach(Flows::assertQuiet);
                Flows.assertQuiet(run);
                assertWithinBound(run, flow);
                check(run, shape, seen.stream().map(item -> item.number).toList());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " " + way + " of " + plan, e);
            }
        }

        private Source<Item> ending(Shape shape) {
            int at = shapes.random.nextInt(shape.expected().size() + 1);
            return switch (way) {
                case LIMIT -> shape.source().limit(at);
                case FAILURE -> {
                    long bad = at == 0 ? -1 : shape.expected().get(at - 1);
                    Source<Item> failing = shape.source().map(item -> {
                        if (item.number == bad) {
                            item.release();
                            throw new IllegalStateException("bad");
                        }
                        return item;
                    });
                    yield shapes.passed(shape.with(failing)).source();
                }
                default -> shape.source();
            };
        }

        private void disturb(Running<?> run) {
            for (int i = shapes.random.nextInt(20); i > 0; i--) {
                pump();
                if (way == Way.PAUSE) {
                    try (Pause pause = run.pause("pause")) {
                        pump();
                        assertThat(pause.holder()).isEqualTo("pause");
                    }
                }
            }
            if (way == Way.CANCEL) {
                run.cancel("enough");
            } else if (way == Way.DRAIN) {
                Thread.startVirtualThread(() -> run.drain(Duration.ofDays(1)));
            }
        }

        private void pump() {
            if (engine instanceof ManualEngine manual) {
                manual.advance(Duration.ofMillis(1));
            }
        }

        private void awaitEnd(Running<?> run) throws InterruptedException {
            CountDownLatch over = new CountDownLatch(1);
            var _ = run.result().whenComplete((value, thrown) -> over.countDown());
            try {
                if (engine instanceof ManualEngine) {
                    Flows.awaitThat("it is over", () -> {
                        pump();
                        return run.ended();
                    });
                }
                Flows.await(over);
            } catch (AssertionError e) {
                throw new AssertionError("it must end: " + run.pressure(), e);
            }
        }

        private static void assertWithinBound(Running<?> run, Pipeline<?> flow) {
            long most = run.pressure().links().stream()
                    .mapToLong(LinkPressure::capacity)
                    .sum();
            assertThat(most).isLessThanOrEqualTo(flow.bound().items().orElse(Long.MAX_VALUE));
        }

        private void check(Running<?> run, Shape shape, List<Long> seen) {
            boolean clean = run.result().toCompletableFuture().state() == Future.State.SUCCESS;
            if (!clean) {
                String told = way == Way.FAILURE ? "bad" : way == Way.CANCEL ? "enough" : "not yet";
                assertThat(Flows.failure(run)).hasStackTraceContaining(told);
                assertThat(way).as("it must end cleanly").isIn(Way.FAILURE, Way.CANCEL, Way.DRAIN);
            }
            assertGiven(shape, seen, way == Way.CLEAN || way == Way.PAUSE);
            shapes.budgets.forEach(budget -> Flows.awaitThat("permits come back", () -> budget.used() == 0));
            if (shape.owned()) {
                assertThat(shapes.made).as("released once").allMatch(item -> item.released.get() == 1);
            }
            if (engine instanceof ManualEngine manual) {
                Flows.awaitThat("no timer is left", () -> manual.timers() == 0); // one who drains takes its own back
            }
        }

        private void assertGiven(Shape shape, List<Long> seen, boolean all) {
            if (shape.promise() != Promise.SOME && all) {
                assertThat(sorted(seen)).isEqualTo(sorted(shape.expected()));
            }
            assertThat(seen).doesNotHaveDuplicates();
            if (way != Way.DRAIN) { // then a source may end without any, and another one takes its place
                assertThat(shape.expected()).containsAll(seen);
            }
            if (shape.promise() == Promise.ORDER && all) {
                assertThat(seen).isEqualTo(shape.expected());
            }
        }
    }

    // Whatever it is made of and however it ends: it ends, gives what it must, and leaves nothing behind.
    @ParameterizedTest
    @EnumSource(Way.class)
    void aRun_thatEndsThisWay_keepsAllPromises(Way way) throws InterruptedException {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            for (long seed = 0; seed < SEEDS; seed++) {
                Round.of(seed, way, two).go();
            }
        }
    }
}
