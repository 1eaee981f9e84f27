package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Blocking queues: taken from and put into only as there is room, and at the end every item is somewhere. */
@Timeout(30)
class QueueTest {
    private static BlockingQueue<Long> filled(long items) {
        return new LinkedBlockingQueue<>(Flows.longs(0, items));
    }

    /** Tells when its only taker waits. */
    private static final class Watched extends LinkedBlockingQueue<Long> {
        private static final long serialVersionUID = 1L;
        final transient AtomicReference<Thread> taker = new AtomicReference<>();
        final transient CountDownLatch asked = new CountDownLatch(1);

        void awaitTaker() throws InterruptedException {
            Flows.await(asked);
            Flows.awaitWaiting(taker.get());
        }

        @Override
        public Long take() throws InterruptedException {
            if (isEmpty()) {
                taker.set(Thread.currentThread());
                asked.countDown();
            }
            return super.take();
        }
    }

    // ---- taking

    @Test
    void from_aQueueWithALastItem_endsThere() {
        BlockingQueue<Long> queue = filled(1000);
        queue.add(-1L);
        queue.add(7L);
        assertThat(Source.from(queue, -1L).toList()).isEqualTo(Flows.longs(0, 1000));
        assertThat(queue).containsExactly(7L);
        assertThat(Source.from(queue, 7L).toList()).isEmpty();
    }

    @Test
    @Tag("blocks")
    void from_aQueueThatIsFilledMeanwhile_givesAllInOrder() throws Exception {
        BlockingQueue<Long> queue = new SynchronousQueue<>();
        var run = Source.from(queue, -1L).map(n -> n).to(Sink.toList()).start();
        for (long item : Flows.longs(0, 2000)) {
            queue.put(item);
        }
        queue.put(-1L);
        assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 2000));
        Flows.assertQuiet(run);
    }

    // T14: what is not wanted stays in the queue, where others can take it.
    @Test
    @Tag("blocks")
    void from_behindAStuckSink_takesNoMoreThanItHolds() throws Exception {
        BlockingQueue<Long> queue = filled(100);
        AtomicReference<Thread> sink = new AtomicReference<>();
        CountDownLatch stuck = new CountDownLatch(1);
        Pipeline<?> pipeline = Source.from(queue).to(Sink.forEach(item -> {
            sink.set(Thread.currentThread());
            stuck.countDown();
            Flows.blockForEver(item);
        }));
        assertThat(pipeline.bound().items()).hasValue(3);
        var run = pipeline.start();
        Flows.await(stuck);
        Flows.awaitWaiting(sink.get());
        Flows.awaitThat("one more is held", () -> queue.size() == 98);
        assertThat(run.pressure().held()).isEqualTo(1);
        run.cancel("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        assertThat(queue).hasSize(98);
        assertThat(run.pressure().links().getFirst().discarded()).isEqualTo(1);
        Flows.assertQuiet(run);
    }

    @Test
    void from_anEmptyQueueCancelled_interruptsTheTake() throws Exception {
        Watched queue = new Watched();
        var run = Source.from(queue).to(Sink.count()).start();
        queue.awaitTaker();
        run.cancel("enough");
        assertThat(Flows.failure(run))
                .isInstanceOf(FlowCancelledException.class)
                .hasMessage("enough");
        queue.add(1L);
        assertThat(queue).containsExactly(1L);
    }

    // Rule 5: every item is in the queue, or came out, or was counted as discarded.
    @Test
    void from_cancelledAtAnyMoment_losesNothing() throws Exception {
        for (int round = 0; round < 300; round++) {
            LinkedBlockingQueue<Long> queue = new LinkedBlockingQueue<>();
            AtomicInteger seen = new AtomicInteger();
            var run = Source.from(queue, Capacity.items(1 + round % 3))
                    .buffer(2)
                    .to(Sink.forEach(n -> seen.incrementAndGet()))
                    .start();
            Thread putter = Thread.ofVirtual().start(() -> Flows.longs(0, 200).forEach(queue::add));
            Flows.awaitThat("some came", () -> seen.get() > 20);
            run.cancel("enough");
            assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
            putter.join();
            Flows.assertQuiet(run);
            LinkPressure taken = run.pressure().links().getFirst();
            assertThat(taken.in() + queue.size()).isEqualTo(200);
        }
    }

    @Test
    void from_aQueueWhenEnoughWasHad_interruptsTheTake() {
        for (int round = 0; round < 200; round++) {
            BlockingQueue<Long> queue = filled(3);
            var run = Source.from(queue).limit(3).to(Sink.toList()).start();
            assertThat(Flows.result(run)).containsExactly(0L, 1L, 2L);
            Flows.assertQuiet(run);
        }
    }

    @Test
    void from_aQueueBehindWhichAStageFails_interruptsTheTake() throws Exception {
        Watched queue = new Watched();
        CountDownLatch fail = new CountDownLatch(1);
        Source<Long> failing = Source.generate(out -> {
            Flows.await(fail);
            throw new IllegalStateException("other");
        });
        var run = Source.merge(Source.from(queue), failing).to(Sink.count()).start();
        queue.awaitTaker();
        fail.countDown();
        assertThat(Flows.failure(run)).hasRootCauseMessage("other");
    }

    // A source that is stopped has not come to its end: what would follow that does not begin.
    @Test
    void from_aQueueDrained_isNotFollowedByAnother() {
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        var run = Source.concat(Source.from(new LinkedBlockingQueue<>(List.of(1L))), Source.of(99L))
                .to(Sink.forEach(seen::add))
                .start();
        Flows.awaitThat("the first came", () -> seen.size() == 1);
        assertThat(run.drain(Flows.LONG).complete()).isTrue();
        assertThat(seen).containsExactly(1L);
    }

    // P63: a drain does not wait for an item that may never come, and loses none that was taken.
    @Test
    void from_aQueueDrained_stopsTaking() throws Exception {
        for (int round = 0; round < 200; round++) {
            LinkedBlockingQueue<Long> queue = new LinkedBlockingQueue<>();
            AtomicInteger seen = new AtomicInteger();
            var run = Source.from(queue)
                    .to(Sink.forEach(n -> seen.incrementAndGet()))
                    .start();
            Thread putter = Thread.ofVirtual().start(() -> Flows.longs(0, 50).forEach(queue::add));
            if (round % 2 == 0) {
                putter.join();
                Flows.awaitThat("all came", () -> seen.get() == 50);
            }
            assertThat(run.drain(Flows.LONG)).isEqualTo(new DrainReport(true, 0));
            putter.join();
            assertThat(seen.get() + queue.size()).isEqualTo(50);
            Flows.assertQuiet(run);
        }
    }

    @Test
    void from_aQueueInAFlatMap_isTakenFromInside() {
        assertThat(Source.range(0, 20)
                        .flatMap(n -> {
                            BlockingQueue<Long> queue = filled(n);
                            queue.add(-1L);
                            return Source.from(queue, -1L);
                        })
                        .count())
                .isEqualTo(190);
        List<Long> iterated = Source.from((Iterable<Long>) filled(3)).toList();
        assertThat(iterated).containsExactly(0L, 1L, 2L);
    }

    // ---- putting

    @Test
    void putting_intoAQueueThatIsEmptied_putsAllAndCounts() throws Exception {
        BlockingQueue<Number> queue = new ArrayBlockingQueue<>(2);
        var run = Source.range(0, 2000).to(Sink.putting(queue)).start();
        List<Number> taken = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            taken.add(queue.take());
        }
        assertThat(Flows.result(run)).isEqualTo(2000);
        assertThat(taken).isEqualTo(Flows.longs(0, 2000));
        assertThat(queue).isEmpty();
    }

    // T14, T22: held back while the queue is full, interrupted on a cancel.
    @Test
    void putting_intoAFullQueue_holdsBackUntilTheCancel() throws Exception {
        BlockingQueue<Long> queue = new ArrayBlockingQueue<>(2);
        AtomicReference<Thread> putter = new AtomicReference<>();
        CountDownLatch third = new CountDownLatch(3);
        Flows.Counted counted = new Flows.Counted();
        var run = counted.source(100)
                .peek(n -> {
                    putter.set(Thread.currentThread());
                    third.countDown();
                })
                .to(Sink.putting(queue))
                .start();
        Flows.await(third);
        Flows.awaitWaiting(putter.get());
        assertThat(counted.pulled).hasValue(3);
        run.cancel("enough");
        assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
        assertThat(queue).containsExactly(0L, 1L);
        assertThat(counted.closed).hasValue(1);
    }

    @Test
    void putting_ofAFlowThatFails_failsWithItsCause() {
        BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        var run = Source.of(1, 0).map(n -> 1 / n).to(Sink.putting(queue)).start();
        assertThat(Flows.failure(run)).hasCauseInstanceOf(ArithmeticException.class);
        assertThat(queue).containsExactly(1);
    }

    // What blocks by nature leaves an event loop free.
    @Test
    void queues_onAnEventLoop_doNotBlockIt() throws Exception {
        try (ExecutorService loop = Executors.newSingleThreadExecutor()) {
            Engine engine = Engine.on(loop);
            Watched empty = new Watched();
            var taking = Source.from(empty).to(Sink.count()).on(engine).start();
            var putting = Source.range(0, 9)
                    .to(Sink.putting(new ArrayBlockingQueue<>(1)))
                    .on(engine)
                    .start();
            empty.awaitTaker();
            assertThat(Source.range(0, 9).to(Sink.count()).on(engine).start().join(Flows.LONG))
                    .isEqualTo(9);
            for (Running<Long> run : List.of(taking, putting)) {
                run.cancel("enough");
                assertThat(Flows.failure(run)).isInstanceOf(FlowCancelledException.class);
            }
        }
    }
}
