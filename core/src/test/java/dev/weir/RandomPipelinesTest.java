package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T66: whatever is built of the operators, nothing is lost, doubled or reordered, it ends, and the counts add up. */
@Timeout(60)
class RandomPipelinesTest {
    private static final int SEEDS = 300;

    /** A source, and what it must give; in what order, only if it is ordered. */
    private record Flow(Source<Long> source, List<Long> expected, boolean ordered) {
        Flow with(Source<Long> next) {
            return new Flow(next, expected, ordered);
        }

        Flow unordered(Source<Long> next) {
            return new Flow(next, expected, false);
        }
    }

    private static final class Builder {
        final Random random;
        final AtomicInteger opened = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        private long from;

        Builder(long seed) {
            random = new Random(seed);
        }

        int small() {
            return 1 + random.nextInt(3);
        }

        Flow leaf() {
            long first = from;
            long count = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(120);
            from += count;
            List<Long> items = Flows.longs(first, first + count);
            Source<Long> source = switch (random.nextInt(4)) {
                case 0 -> Source.range(first, first + count);
                case 1 -> Source.from(items);
                case 2 -> Source.from(stream(items));
                default -> Source.<Long>generate(Capacity.items(small()), out -> items.forEach(out::emit));
            };
            return new Flow(source, items, true);
        }

        private Stream<Long> stream(List<Long> items) {
            opened.incrementAndGet();
            return items.stream().onClose(closed::incrementAndGet);
        }

        Flow build(int depth) {
            Flow flow = depth > 0 && random.nextInt(3) == 0 ? joined(depth - 1) : leaf();
            int stages = random.nextInt(5);
            for (int i = 0; i < stages; i++) {
                flow = stage(flow);
            }
            return flow;
        }

        private Flow joined(int depth) {
            Flow a = build(depth);
            Flow b = build(depth);
            List<Long> both = new ArrayList<>(a.expected());
            both.addAll(b.expected());
            if (random.nextBoolean()) {
                return new Flow(Source.concat(a.source(), b.source()), both, a.ordered() && b.ordered());
            }
            return new Flow(Source.merge(a.source(), b.source()), both, false);
        }

        private Flow stage(Flow flow) {
            Source<Long> source = flow.source();
            int c = small();
            return switch (random.nextInt(12)) {
                case 0 -> flow.with(source.buffer(c));
                case 1 -> flow.with(source.mapConcurrent(c, n -> n));
                case 2 -> flow.unordered(source.mapConcurrentUnordered(c, n -> n));
                case 3 -> flow.with(source.mapAsync(c, n -> CompletableFuture.supplyAsync(() -> n)));
                case 4 -> flow.unordered(source.<Long>balance(c, lane -> lane.map(n -> n)));
                case 5 -> flow.with(source.flatMap(n -> Source.of(n).buffer(c)));
                case 6 -> flow.with(source.<Long>mapMulti((n, out) -> out.emit(n)));
                case 7 ->
                    new Flow(
                            source.filter(n -> n % 3 != 0),
                            flow.expected().stream().filter(n -> n % 3 != 0).toList(),
                            flow.ordered());
                case 8 ->
                    new Flow(
                            source.<Long>mapMulti((n, out) -> {
                                out.emit(n);
                                out.emit(n);
                            }),
                            flow.expected().stream()
                                    .flatMap(n -> Stream.of(n, n))
                                    .toList(),
                            flow.ordered());
                case 9 ->
                    flow.with(source.gather(java.util.stream.Gatherers.windowFixed(c))
                            .flatMap(Source::from));
                case 10 ->
                    flow.with(source.groupedWithin(c, Duration.ofMinutes(1)).flatMap(Source::from));
                default -> flow.with(source.map(n -> n));
            };
        }
    }

    private static List<Long> sorted(List<Long> items) {
        return items.stream().sorted().toList();
    }

    private static void assertSame(Flow flow, List<Long> items) {
        if (flow.ordered()) {
            assertThat(items).isEqualTo(flow.expected());
        } else {
            assertThat(sorted(items)).isEqualTo(sorted(flow.expected()));
        }
    }

    private static void eachSeed(Fn<Long, Boolean> test) throws Exception {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                test.apply(seed);
            } catch (AssertionError | RuntimeException | TimeoutException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    // All items come, in order where the stages keep it.
    @Test
    void aCleanRun_givesAllItems() throws Exception {
        eachSeed(seed -> {
            Builder builder = new Builder(seed);
            Flow flow = builder.build(2);
            var run = flow.source().to(Sink.toList()).start();
            assertSame(flow, run.join(Flows.LONG));
            Flows.assertQuiet(run);
            assertThat(builder.closed.get()).isEqualTo(builder.opened.get());
            return true;
        });
    }

    // A broadcast gives each branch all of them, however small its link.
    @Test
    void aBroadcast_givesEachBranchAllItems() throws Exception {
        eachSeed(seed -> {
            Builder builder = new Builder(seed);
            Flow flow = builder.build(1);
            var run = flow.source()
                    .to(Sink.<Long, List<Long>>broadcast(
                            Branch.waiting(Capacity.items(builder.small()), Sink.<Long>toList()),
                            Branch.waiting(Capacity.items(builder.small()), Sink.<Long>toList())))
                    .start();
            List<List<Long>> both = run.join(Flows.LONG);
            assertSame(flow, both.getFirst());
            assertThat(both.getLast()).isEqualTo(both.getFirst());
            Flows.assertQuiet(run);
            return true;
        });
    }

    // A limit gives the first of them and stops all sources.
    @Test
    void aLimit_givesTheFirstItemsAndStopsTheRest() throws Exception {
        eachSeed(seed -> {
            Builder builder = new Builder(seed);
            Flow flow = builder.build(2);
            int most = builder.random.nextInt(flow.expected().size() + 2);
            var run = flow.source().limit(most).to(Sink.toList()).start();
            List<Long> items = run.join(Flows.LONG);
            int count = Math.min(most, flow.expected().size());
            assertThat(items).hasSize(count);
            if (flow.ordered()) {
                assertThat(items).isEqualTo(flow.expected().subList(0, count));
            }
            Flows.assertQuiet(run);
            assertThat(builder.closed.get()).isEqualTo(builder.opened.get());
            return true;
        });
    }

    // A failure in the middle is told, and everything ends.
    @Test
    void aFailure_isToldAndEndsAll() throws Exception {
        eachSeed(seed -> {
            Builder builder = new Builder(seed);
            Flow flow = builder.build(2);
            if (flow.expected().isEmpty()) {
                return true;
            }
            long bad =
                    flow.expected().get(builder.random.nextInt(flow.expected().size()));
            Flow after = builder.stage(flow.with(flow.source()
                    .map(n -> n == bad ? Math.addExact(Long.MAX_VALUE, 1) : n)
                    .named("bad")));
            var run = after.source().to(Sink.ignore()).start();
            assertThat(Flows.failure(run))
                    .hasCauseInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("'bad'");
            Flows.assertQuiet(run);
            assertThat(builder.closed.get()).isEqualTo(builder.opened.get());
            return true;
        });
    }

    // A published run gives them as they are asked for, and is cancelled between any two of them.
    @Test
    void aPublishedRun_givesWhatItIsAskedFor() throws Exception {
        eachSeed(seed -> {
            Builder builder = new Builder(seed);
            Flow flow = builder.build(2);
            Asker<Long> asker = new Asker<>();
            flow.source().asPublisher().subscribe(asker);
            int most = builder.random.nextInt(2 * flow.expected().size() + 2);
            int asked = 0;
            while (asked <= Math.min(most, flow.expected().size())) {
                int more = builder.small();
                asker.request(more);
                asked += more;
            }
            if (asked > flow.expected().size()) {
                assertSame(flow, asker.result());
            } else {
                asker.subscription().cancel();
                assertThat(flow.expected()).containsAll(asker.items);
            }
            Flows.awaitEqual(builder.opened, builder.closed);
            asker.assertOrderly();
            return true;
        });
    }

    // Pauses hold it now and then, and change nothing; a cancel at any moment leaves nothing behind.
    @Test
    void pausesAndCancels_atAnyMoment_leaveNothingBehind() throws Exception {
        eachSeed(seed -> {
            Builder builder = new Builder(seed);
            Flow flow = builder.build(2);
            List<Long> seen = Collections.synchronizedList(new ArrayList<>());
            var run = flow.source().to(Sink.forEach(seen::add)).start();
            for (int i = builder.random.nextInt(20); i > 0; i--) {
                try (Pause first = run.pause("first");
                        Pause second = run.pause("second")) {
                    assertThat(first.holder()).isNotEqualTo(second.holder());
                }
            }
            if (seed % 3 == 0) {
                run.cancel("enough");
                try {
                    run.join(Flows.LONG);
                } catch (FlowCancelledException e) {
                    assertThat(flow.expected()).containsAll(seen);
                }
            } else {
                run.join(Flows.LONG);
                assertSame(flow, seen);
            }
            Flows.assertQuiet(run);
            assertThat(run.pausedBy()).isEmpty();
            return true;
        });
    }
}
