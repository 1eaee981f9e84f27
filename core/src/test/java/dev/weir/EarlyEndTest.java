package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever has had enough stops what is before it: told at once, closed once, interrupted if it is blocked. */
@Timeout(30)
class EarlyEndTest {
    // P34: the producer is told before it computes the next item.
    @Test
    void limit_reached_computesNoFurtherItem() {
        Flows.Counted counted = new Flows.Counted();
        assertThat(counted.source(Long.MAX_VALUE).limit(5).toList()).isEqualTo(Flows.longs(0, 5));
        assertThat(counted.pulled).hasValue(5);
        assertThat(counted.closed).hasValue(1);
    }

    // P34: also if each item becomes a flow of its own meanwhile.
    @Test
    void limit_reachedBehindInnerFlows_closesTheSource() {
        List<Pipe<Long, Long>> inner = List.of(
                in -> in.flatMap(n -> Source.of(n, n)),
                in -> in.flatMap(n -> Source.of(n, n).buffer(1)),
                in -> in.flatMapConcurrent(2, n -> Source.of(n, n)),
                in -> in.flatMapConcurrent(2, n -> Source.of(n, n).buffer(1)));
        for (Pipe<Long, Long> piece : inner) {
            Flows.Counted counted = new Flows.Counted();
            assertThat(counted.source(Long.MAX_VALUE).through(piece).limit(5).toList())
                    .hasSize(5);
            assertThat(counted.closed).hasValue(1);
            assertThat(counted.pulled.get()).isBetween(3, 20);
        }
    }

    // T22, P34
    @Test
    void takeWhile_failingItsTest_closesTheSourceOnce() {
        Flows.Counted counted = new Flows.Counted();
        assertThat(counted.source(Long.MAX_VALUE)
                        .buffer(2)
                        .takeWhile(n -> n < 5)
                        .toList())
                .isEqualTo(Flows.longs(0, 5));
        assertThat(counted.closed).hasValue(1);
    }

    // T22: the generator's finally runs, once, and emit tells it.
    @Test
    void limit_reached_endsAGeneratorInItsEmit() {
        AtomicInteger cleanups = new AtomicInteger();
        AtomicReference<Throwable> told = new AtomicReference<>();
        Source<Integer> source = Source.generate(Capacity.items(1), out -> {
            try {
                for (int i = 0; ; i++) {
                    out.emit(i);
                }
            } catch (Throwable t) {
                told.set(t);
                throw t;
            } finally {
                cleanups.incrementAndGet();
            }
        });
        for (int round = 1; round <= 200; round++) {
            assertThat(source.limit(3).toList()).containsExactly(0, 1, 2);
            assertThat(cleanups).hasValue(round);
            assertThat(told.get()).isInstanceOf(FlowCancelledException.class);
        }
    }

    // T22: what is held behind the item that brought the cancel is discarded.
    @Test
    void cancel_fromInsideTheSink_deliversNoFurtherItem() {
        for (int round = 0; round < 100; round++) {
            CountDownLatch held = new CountDownLatch(3);
            AtomicInteger cleanups = new AtomicInteger();
            List<Integer> seen = new ArrayList<>();
            CompletableFuture<Running<?>> self = new CompletableFuture<>();
            var run = Source.<Integer>generate(Capacity.items(3), out -> {
                        try {
                            for (int i = 0; ; i++) {
                                out.emit(i);
                                held.countDown();
                            }
                        } finally {
                            cleanups.incrementAndGet();
                        }
                    })
                    .to(Sink.forEach(n -> {
                        Flows.await(held);
                        seen.add(n);
                        self.get().cancel("enough");
                    }))
                    .start();
            self.complete(run);
            assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
            assertThat(seen).containsExactly(0);
            assertThat(cleanups).hasValue(1);
            assertThat(run.pressure().links().getFirst().discarded()).isGreaterThanOrEqualTo(2);
            Flows.assertQuiet(run);
        }
    }

    // P33: a generator that blocks elsewhere is interrupted, whenever the cancel comes.
    @Test
    void limit_reached_interruptsAGeneratorThatIsBlocked() {
        AtomicInteger interrupts = new AtomicInteger();
        for (int round = 1; round <= 200; round++) {
            List<Integer> items = Source.<Integer>generate(out -> {
                        out.emit(1);
                        try {
                            Flows.blockForEver(1);
                        } catch (InterruptedException e) {
                            interrupts.incrementAndGet();
                            throw e;
                        }
                    })
                    .limit(1)
                    .toList();
            assertThat(items).containsExactly(1);
            assertThat(interrupts.get()).isBetween(0, round);
        }
    }

    private static Stream<Integer> oneThenBlocked(AtomicInteger interrupts) {
        Iterator<Integer> iterator = new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Integer next() {
                try {
                    return given++ == 0 ? 0 : Flows.blockForEver(given);
                } catch (InterruptedException e) {
                    interrupts.incrementAndGet();
                    throw new IllegalStateException(e);
                }
            }
        };
        Iterable<Integer> items = () -> iterator;
        return java.util.stream.StreamSupport.stream(items.spliterator(), false);
    }

    // P33: an iterator that blocks in front of a link is interrupted and closed.
    @Test
    @Tag("blocks")
    void limit_reached_interruptsAnIteratorThatIsBlocked() {
        for (int round = 0; round < 100; round++) {
            AtomicInteger interrupts = new AtomicInteger();
            AtomicInteger closed = new AtomicInteger();
            Source<Integer> source = Source.from(oneThenBlocked(interrupts).onClose(closed::incrementAndGet));
            assertThat(source.buffer(2).limit(1).toList()).containsExactly(0);
            assertThat(closed).hasValue(1);
            assertThat(interrupts.get()).isLessThanOrEqualTo(1);
        }
    }

    // T20: so it is when a stage further on fails, through calls, zips and merges too.
    @Test
    @Tag("blocks")
    void failure_furtherOn_interruptsWhatIsBlocked() {
        for (int round = 0; round < 100; round++) {
            AtomicInteger closed = new AtomicInteger();
            Source<Integer> blocked =
                    Source.from(oneThenBlocked(new AtomicInteger()).onClose(closed::incrementAndGet));
            var run = Source.merge(
                            blocked.mapConcurrent(2, n -> n), Source.<Integer>generate(out -> Flows.blockForEver(1)))
                    .map(n -> 1 / n)
                    .zip(Source.<Integer>generate(out -> Flows.blockForEver(1)), Integer::sum)
                    .to(Sink.ignore())
                    .start();
            // the zip takes no failure before its left side is empty; it is
            assertThat(Flows.failure(run)).hasCauseInstanceOf(ArithmeticException.class);
            assertThat(closed).hasValue(1);
            Flows.assertQuiet(run);
        }
    }

    // P32: a second stage that cannot start closes the first.
    @Test
    void failure_whenOpening_closesWhatIsOpen() {
        AtomicInteger closed = new AtomicInteger();
        Stream<Integer> stream = Stream.of(1, 2, 3).onClose(closed::incrementAndGet);
        var run = Source.concat(Source.from(stream).limit(1), Source.<Integer>from(() -> {
                    throw new IllegalStateException("cannot open");
                }))
                .to(Sink.toList())
                .start();
        assertThat(Flows.failure(run)).hasRootCauseMessage("cannot open");
        assertThat(closed).hasValue(1);
    }

    // T21: a cancel and a failure at the same time make one ending.
    @Test
    void cancel_whileUpstreamFails_makesOneEnding() throws Exception {
        for (int round = 0; round < 300; round++) {
            CountDownLatch go = new CountDownLatch(1);
            AtomicInteger finished = new AtomicInteger();
            Source<Integer> source = Source.generate(out -> {
                try {
                    out.emit(1);
                    Flows.await(go);
                    throw new IllegalStateException("upstream");
                } finally {
                    finished.incrementAndGet();
                }
            });
            var run = source.buffer(1).to(Sink.ignore()).start();
            AtomicInteger endings = new AtomicInteger();
            var counted = run.result().whenComplete((value, failure) -> endings.incrementAndGet());
            Thread canceller = Thread.ofVirtual().start(() -> run.cancel("downstream"));
            go.countDown();
            RuntimeException told = Flows.failure(run);
            canceller.join();
            assertThat(told).isInstanceOfAny(FlowFailedException.class, FlowCancelledException.class);
            if (told instanceof FlowFailedException) {
                assertThat(told).hasRootCauseMessage("upstream");
            }
            assertThat(counted.toCompletableFuture()).failsWithin(Flows.LONG);
            assertThat(endings).hasValue(1);
            assertThat(finished.get()).isLessThanOrEqualTo(1);
            Flows.assertQuiet(run);
        }
    }

    // Rule 4: a cancel overtakes items and is told by every sink.
    @Test
    void cancel_withItemsHeld_discardsAndCountsThem() {
        ManualEngine engine = new ManualEngine();
        Flows.Gate<Long> gate = new Flows.Gate<>();
        Flows.Counted counted = new Flows.Counted();
        var run = counted.source(100)
                .buffer(5)
                .buffer(7)
                .to(gate.sink())
                .on(engine)
                .start();
        engine.runAll();
        long held = run.pressure().held();
        assertThat(held).isGreaterThan(5);
        run.cancel("enough");
        engine.runAll();
        assertThat(Flows.failure(run))
                .isInstanceOf(FlowCancelledException.class)
                .hasMessage("enough");
        assertThat(gate.items).containsExactly(0L);
        assertThat(gate.aborts).containsExactly(new Ending.Cancelled("enough"));
        assertThat(counted.closed).hasValue(1);
        Flows.assertQuiet(run);
        assertThat(run.pressure().links().stream()
                        .mapToLong(LinkPressure::discarded)
                        .sum())
                .isEqualTo(held);
        assertThat(run.pressure().taken()).as("how far it got").isEqualTo(1);
    }

    // T25: data and an end that were there before anybody asked are both given.
    @Test
    void end_beforeTheSinkAsks_isGivenAfterTheData() {
        try (Items<Long> items = Source.range(0, 3).buffer(5).open()) {
            assertThat((Iterable<Long>) items).containsExactly(0L, 1L, 2L);
            assertThat(items.hasNext()).isFalse();
            assertThat(items.hasNext()).isFalse();
        }
    }
}
