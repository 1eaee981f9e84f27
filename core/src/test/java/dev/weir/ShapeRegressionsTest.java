package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Gatherer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As the other regressions, for flows with many ends, groups, inner flows and calls. */
@Timeout(30)
class ShapeRegressionsTest {
    private static final Retry LATER = Retry.times(5).backoff(Duration.ofMinutes(5), Duration.ofMinutes(5));

    private static final class Owned {
        final AtomicInteger released = new AtomicInteger();
    }

    /** A writer that tells how it ended. */
    private record Told(List<String> endings) implements Writer<Long, String> {
        @Override
        public void open(Runnable drained, Consumer<Throwable> broken) {}

        @Override
        public boolean write(Long item) {
            return true;
        }

        @Override
        public String finish() {
            endings.add("finish");
            return "done";
        }

        @Override
        public void abort(Ending ending) {
            endings.add(ending.getClass().getSimpleName());
        }
    }

    // ---- groups

    // Rule 4: that the groups' links were cancelled was taken for why the stage failed.
    @Test
    void groupBy_whoseKeyFailsWhileGroupsHaveLinks_fails() {
        Fn<Long, Long> key = n -> {
            if (n == 50) {
                throw new IllegalStateException("key");
            }
            return n % 3;
        };
        assertThatThrownBy(() -> Source.range(0, 100)
                        .groupBy(3, key, (k, group) -> group.buffer(4))
                        .count())
                .hasRootCauseMessage("key");
    }

    // Rule 4: a sink beside a group took the failure for a clean end.
    @Test
    void groupBy_thatFails_tellsTheSinksInItsGroups() {
        Fn<Long, Long> fails = n -> {
            if (n == 50) {
                throw new IllegalStateException("it fails");
            }
            return n;
        };
        List<String> endings = Collections.synchronizedList(new ArrayList<>());
        Fn2<Long, Source<Long>, Source<Long>> group =
                (k, items) -> items.also(Branch.waiting(Sink.writing(() -> new Told(endings))));
        assertThatThrownBy(() -> Source.range(0, 100)
                        .map(fails)
                        .groupBy(3, n -> n % 3, group)
                        .count())
                .hasRootCauseMessage("it fails");
        assertThatThrownBy(() -> Source.range(0, 100)
                        .groupBy(3, n -> fails.apply(n) % 3, group)
                        .count())
                .hasRootCauseMessage("it fails");
        assertThat(endings).hasSize(6).containsOnly("Failed");
    }

    // T20: after a group with a link had enough, user code in the same island was never interrupted again.
    @Test
    @Tag("blocks")
    void cancel_afterAGroupHadEnough_interruptsUserCode() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        var run = Source.range(0, 100)
                .groupBy(
                        3,
                        n -> n % 3,
                        (k, group) -> k == 1 ? group.buffer(2).limit(1).buffer(1) : group)
                .map(n -> {
                    if (n == 60) {
                        blocked.countDown();
                        Flows.blockForEver(n);
                    }
                    return n;
                })
                .to(Sink.count())
                .start();
        Flows.await(blocked);
        run.cancel("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
    }

    // Rule 5: the item that waited for its group was let go twice when the group's first look downstream ended all.
    @Test
    void groupBy_thatIsStoppedByItsFirstLook_releasesItsItemOnce() {
        Owned owned = new Owned();
        var run = Source.of(owned)
                .releasing(Owned.class, item -> item.released.incrementAndGet())
                .groupBy(2, item -> 1, (k, group) -> group.buffer(1))
                .limit(0)
                .to(Sink.count())
                .start();
        assertThat(Flows.result(run)).isZero();
        Flows.assertQuiet(run);
        assertThat(owned.released).hasValue(1);
    }

    // ---- inner flows

    // An inner flow that could not be put together left islands that nobody runs.
    @Test
    void innerSource_thatCannotBePutTogether_failsTheFlow() {
        Gatherer<Integer, ?, Integer> broken = new Gatherer<Integer, Object, Integer>() {
            @Override
            public Integrator<Object, Integer, Integer> integrator() {
                throw new IllegalStateException("no integrator");
            }
        };
        Fn<Integer, Source<Integer>> inner =
                n -> Source.of(1, 2).buffer(2).gather(broken).buffer(2);
        assertThat(Flows.failure(Source.of(1).flatMap(inner).to(Sink.count()).start()))
                .hasRootCauseMessage("no integrator");
        assertThat(Flows.failure(Source.of(1)
                        .flatMapConcurrent(2, inner)
                        .to(Sink.count())
                        .start()))
                .hasRootCauseMessage("no integrator");
    }

    // P63: a source that takes another's place while the run drains is told to end as well.
    @Test
    void drain_whileASourceIsRecovered_endsTheOneThatTakesItsPlace() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch fail = new CountDownLatch(1);
        var run = Source.<Long>generate(out -> {
                    out.emit(1L);
                    begun.countDown();
                    Flows.await(fail);
                    throw new IllegalStateException("it fails");
                })
                .recover(e -> {
                    assertThat(e).hasMessage("it fails");
                    return Source.range(0, Long.MAX_VALUE);
                })
                .to(Sink.count())
                .start();
        Flows.await(begun);
        assertThat(run.pressure().links()).isNotEmpty();
        Thread failing = Thread.ofPlatform().unstarted(fail::countDown);
        Thread drains = Thread.currentThread();
        Thread.startVirtualThread(() -> {
            while (drains.getState() != Thread.State.WAITING) { // it has told all islands, and waits
                Thread.onSpinWait();
            }
            failing.start();
        });
        assertThat(run.drain(Flows.LONG).complete()).isTrue();
    }

    // ---- many ends

    // Rule 5: nor was what had not met one of the other side when the run was cancelled.
    @Test
    void zipLatest_cancelledBeforeTheFirstPair_releasesWhatItTook() throws Exception {
        for (boolean first : new boolean[] {true, false}) {
            Owned owned = new Owned();
            CountDownLatch never = new CountDownLatch(1);
            Source<Owned> one = Source.concat(Source.of(owned), Source.<Owned>generate(out -> Flows.await(never)))
                    .releasing(Owned.class, item -> item.released.incrementAndGet());
            Source<Owned> none = Source.generate(out -> Flows.await(never));
            Running<Long> run = (first ? one.zipLatest(none, (a, b) -> b) : none.zipLatest(one, (a, b) -> a))
                    .to(Sink.count())
                    .start();
            Flows.awaitThat("it is taken", () -> run.pressure().links().stream().anyMatch(link -> link.out() > 0));
            run.close();
            Flows.assertQuiet(run);
            assertThat(owned.released).hasValue(1);
        }
    }

    // Rule 5: what was replaced before it had met an item of the other side was nobody's.
    @Test
    void zipLatest_whoseOtherSideGivesNothing_releasesWhatItTook() {
        List<Owned> made = Collections.synchronizedList(new ArrayList<>());
        Source<Owned> left = Source.range(0, 100)
                .map(n -> {
                    Owned owned = new Owned();
                    made.add(owned);
                    return owned;
                })
                .releasing(Owned.class, item -> item.released.incrementAndGet());
        assertThat(left.zipLatest(Source.<Integer>of(), (a, b) -> b).count()).isZero();
        assertThat(made).allMatch(owned -> owned.released.get() == 1);
    }

    // A failure waited for room that never came.
    @Test
    void merge_thatFailsWhileThereIsNoRoom_fails() {
        for (Source<Long> source : List.of(
                Source.merge(Source.of(1L, 2L), Source.<Long>of().through(Flows.failing())),
                Source.interleave(1, Source.of(1L), Source.<Long>of().through(Flows.failing())))) {
            ManualEngine engine = new ManualEngine();
            Flows.Gate<Long> gate = new Flows.Gate<>();
            var run = source.to(gate.sink()).on(engine).start();
            Flows.awaitThat("the run is over", () -> {
                engine.runAll();
                return run.ended();
            });
            assertThat(Flows.failure(run)).hasRootCauseMessage("it fails");
        }
    }

    // A junction whose logic had ended all its outlets held back its sources for ever.
    @Test
    void junction_whoseLogicEndsTheLastOutlet_ends() {
        Junction junction = Junction.named("five");
        Junction.In<Long> in = junction.in(Source.range(0, Long.MAX_VALUE));
        Junction.Out<Long> out = junction.out(Capacity.items(3));
        junction.runs(() -> new Junction.Logic() {
            private int moved;

            @Override
            public boolean step(Junction.Ports ports) {
                if (moved == 5) {
                    ports.end(out);
                    return false;
                }
                boolean any = ports.move(in, out);
                moved += any ? 1 : 0;
                return any;
            }
        });
        var run = out.source().to(Sink.toList()).start();
        assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 5));
        Flows.assertQuiet(run);
    }

    // An item that came after the logic's last look, and before the junction rested, woke nobody.
    @Test
    void junction_whoseItemComesAfterItsLastLook_looksAgain() {
        ManualEngine engine = new ManualEngine();
        CompletableFuture<Long> answer = new CompletableFuture<>();
        Junction junction = Junction.named("late");
        Junction.In<Long> in =
                junction.in(Source.of(1L, 2L).mapAsync(1, n -> n == 1 ? answer : new CompletableFuture<>()));
        Junction.Out<Long> out = junction.out();
        junction.runs(() -> ports -> {
            boolean moved = ports.move(in, out);
            if (answer.complete(7L)) {
                engine.runAll();
            }
            return moved;
        });
        Running<List<Long>> run =
                out.source().limit(1).to(Sink.<Long>toList()).on(engine).start();
        engine.runAll();
        assertThat(run.ended()).isTrue();
        assertThat(Flows.result(run)).containsExactly(7L);
    }

    // Between a junction and a merge stands an island without a stage, which had no name when it was the slow one.
    @Test
    void pressure_ofALinkBetweenAJunctionAndAMerge_namesTheMerge() {
        ManualEngine engine = new ManualEngine();
        AtomicReference<Running<?>> started = new AtomicReference<>();
        List<String> slow = new ArrayList<>();
        Junction junction = Junction.named("pass");
        Junction.In<Long> in = junction.in(Source.of(1L));
        Junction.Out<Long> out = junction.out(Capacity.items(1));
        junction.runs(() -> ports -> {
            boolean moved = ports.move(in, out);
            if (moved) {
                slow.add(started.get().pressure().bottleneck().stage());
            }
            return moved;
        });
        Running<Long> run = Source.mergePreferred(out.source(), Source.<Long>of())
                .named("both")
                .to(Sink.<Long>count())
                .on(engine)
                .start();
        started.set(run);
        engine.runAll();
        assertThat(Flows.result(run)).isEqualTo(1);
        assertThat(slow).containsExactly("both");
    }

    // ---- calls

    // A key that throws when it is looked up left a call that was never made, and the run waited for it.
    @Test
    void calls_whoseKeyHasNoHash_failTheFlow() {
        record Bad(long number) {
            @Override
            public int hashCode() {
                throw new IllegalStateException("no hash");
            }
        }
        var run = Source.range(0, 10)
                .mapConcurrent(Calls.<Long>atMost(2).perKey(Bad::new), n -> n)
                .to(Sink.count())
                .start();
        assertThat(Flows.failure(run)).hasRootCauseMessage("no hash");
    }

    // Calls that are done at once, each in the other's wake, grew the stack.
    @Test
    void calls_ofALongLineThatAreDoneAtOnce_keepTheStackShort() {
        for (Calls<Long> calls : List.of(
                Calls.<Long>atMost(50_000).perKey(n -> 1),
                Calls.<Long>atMost(50_000).within(Budget.of(1)))) {
            ManualEngine engine = new ManualEngine();
            CompletableFuture<Long> first = new CompletableFuture<>();
            var run = Source.range(0, 50_000)
                    .mapAsync(calls, n -> n == 0 ? first : CompletableFuture.completedFuture(n))
                    .to(Sink.count())
                    .on(engine)
                    .start();
            engine.runAll();
            first.complete(0L);
            engine.runAll();
            assertThat(Flows.result(run)).isEqualTo(50_000);
        }
    }

    // A call that waited to be made again kept its timer and its permit after the run.
    @Test
    void cancel_whileCallsWaitToBeMadeAgain_leavesNoTimersAndNoPermits() {
        ManualEngine engine = new ManualEngine();
        Budget budget = Budget.of(2);
        var run = Source.of(1, 2)
                .mapAsync(
                        Calls.<Integer>atMost(2).within(budget).retrying(LATER),
                        n -> CompletableFuture.<Integer>failedFuture(new IllegalStateException("not yet")))
                .to(Sink.count())
                .on(engine)
                .start();
        engine.runAll();
        assertThat(engine.timers()).isEqualTo(2);
        run.cancel("enough");
        engine.runAll();
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        assertThat(engine.timers()).isZero();
        assertThat(budget.used()).isZero();
    }

    // T20: user code that makes another exception of an interrupt was called again, minutes later.
    @Test
    void cancel_ofACallThatHidesItsInterrupt_doesNotMakeItAgain() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        var run = Source.of(1)
                .mapConcurrent(Calls.<Integer>atMost(2).retrying(LATER), n -> {
                    begun.countDown();
                    try {
                        return Flows.blockForEver(n);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .to(Sink.count())
                .start();
        Flows.await(begun);
        run.cancel("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
    }

    // Two that are suspended in one island, of which one waits for its turn, kept each other from going on.
    @Test
    void concat_ofASourceThatIsSuspendedBeforeItsTurn_isNotStuck() {
        Source<Long> second = Source.range(100, 200)
                .buffer(1)
                .<Long>mapMulti((n, out) -> {
                    out.emit(n);
                    out.emit(n);
                })
                .groupBy(1, n -> 1L, (key, group) -> group);
        Pipe<Long, Long> behind = joined -> joined.<Long>mapMulti((n, out) -> {
                    out.emit(n);
                    out.emit(n);
                })
                .buffer(1);
        for (int round = 0; round < 20; round++) {
            Source<Long> first = Source.range(0, 100).buffer(1);
            assertThat(Flows.result(Source.concat(first, second)
                            .through(behind)
                            .to(Sink.count())
                            .start()))
                    .isEqualTo(2 * (100 + 200));
            assertThat(Flows.result(first.filter(n -> n < 0)
                            .orElse(second)
                            .through(behind)
                            .to(Sink.count())
                            .start()))
                    .isEqualTo(2 * 200);
        }
    }

    // The next group's item was expanded on top of the one that waited for room, and the end cut off the rest of that.
    @Test
    void mapMulti_ofGroupsWithLinks_expandsOneItemAfterTheOther() {
        for (int round = 0; round < 20; round++) {
            List<Long> out = Source.range(0, 200)
                    .groupBy(4, n -> n % 4, (key, group) -> group.buffer(2))
                    .<Long>mapMulti((n, all) -> {
                        all.emit(n);
                        all.emit(n);
                        all.emit(n);
                    })
                    .buffer(1)
                    .toList();
            assertThat(out).hasSize(600);
            for (int i = 0; i < out.size(); i += 3) {
                assertThat(out.subList(i, i + 3)).containsOnly(out.get(i));
            }
        }
    }

    // While the last one waited for room, the first was run on top of it, and had to wait for it.
    @Test
    void mapMulti_beforeAndBehindGroupsWithLinks_doNotWaitForEachOther() {
        for (int round = 0; round < 50; round++) {
            Running<Long> run = Source.range(0, 100)
                    .buffer(2)
                    .<Long>mapMulti((n, all) -> {
                        all.emit(n);
                        all.emit(n);
                    })
                    .groupBy(4, n -> n % 4, (key, group) -> group.buffer(1))
                    .<Long>mapMulti((n, all) -> {
                        all.emit(n);
                        all.emit(n);
                    })
                    .buffer(1)
                    .to(Sink.count())
                    .start();
            assertThat(Flows.result(run)).isEqualTo(400);
        }
    }

    // Rule 4: the end of a feedback interrupted its own island, and what then failed was taken for an echo of that.
    @Test
    void feedback_beforeCodeThatFailsAtTheEnd_fails() {
        Source<Long> batches = Source.range(0, 3)
                .<Long>feedback(2, in -> in.map(Feedback::out))
                .groupBy(1, n -> 0L, (key, group) -> group.batch(10).flatMap(Source::from));
        assertThatThrownBy(() -> batches.map(n -> 1 / (n - 2)).count())
                .hasRootCauseInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> batches.buffer(1).map(n -> 1 / (n - 2)).count())
                .hasRootCauseInstanceOf(ArithmeticException.class);
    }
}
