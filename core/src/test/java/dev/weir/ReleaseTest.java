package dev.weir;

import static dev.weir.Flows.assertQuiet;
import static dev.weir.Flows.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An item that owns something is released exactly once, whatever happened to it. */
@Timeout(30)
class ReleaseTest {
    private final AtomicLong made = new AtomicLong();
    private final AtomicLong twice = new AtomicLong();

    /** Counts how often it is released: by the flow that lets it go, or by the sink it was given to. */
    final class Owned {
        private final AtomicInteger released = new AtomicInteger();
        private final long number = made.incrementAndGet();

        void release() {
            if (released.incrementAndGet() > 1) {
                twice.incrementAndGet();
            }
            free.incrementAndGet();
        }

        long number() {
            return number;
        }
    }

    private final AtomicLong free = new AtomicLong();

    private Source<Owned> owned(long most) {
        return Source.range(0, most).map(n -> new Owned()).releasing(Owned.class, Owned::release);
    }

    static Stream<Arguments> pieces() {
        return Stream.of(
                piece("filter", in -> in.filter(owned -> owned.number() % 3 == 0)),
                piece("skip, dropWhile", in -> in.skip(5).dropWhile(owned -> owned.number() < 100)),
                piece("takeWhile", in -> in.buffer(7).takeWhile(owned -> owned.number() < 100)),
                piece("limit", in -> in.buffer(16).limit(10)),
                piece("drop oldest", in -> in.buffer(3, Overflow.DROP_OLDEST)),
                piece("drop newest", in -> in.buffer(3, Overflow.DROP_NEWEST)),
                piece("latest", in -> in.buffer(3, Overflow.LATEST)),
                piece("calls", in -> in.mapConcurrent(4, owned -> owned).limit(100)),
                piece(
                        "calls as they come",
                        in -> in.mapConcurrentUnordered(4, owned -> owned).buffer(2)),
                piece("lanes", in -> in.partition(3, Owned::number, lane -> lane.limit(20))),
                piece("balance", in -> in.balance(3, lane -> lane.limit(20))),
                piece("divert", in -> in.divertTo(owned -> owned.number() % 2 == 0, Sink.forEach(Owned::release))),
                piece("merge", in -> Source.merge(in, in).limit(50)));
    }

    private static Arguments piece(String name, Pipe<Owned, Owned> piece) {
        return Arguments.of(name, piece);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pieces")
    void items_thatOwnSomething_areReleasedOnce(String name, Pipe<Owned, Owned> piece) {
        for (int i = 0; i < 20; i++) {
            Running<?> run =
                    owned(500).through(piece).to(Sink.forEach(Owned::release)).start();
            result(run);
            assertQuiet(run);
            assertThat(free).as(name).hasValue(made.get());
        }
        assertThat(twice).hasValue(0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pieces")
    void items_thatOwnSomething_areReleasedOnceByACancel(String name, Pipe<Owned, Owned> piece)
            throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            CountDownLatch some = new CountDownLatch(5);
            Running<?> run = owned(1_000_000)
                    .through(piece)
                    .to(Sink.forEach(owned -> {
                        owned.release();
                        some.countDown();
                    }))
                    .start();
            some.await(5, TimeUnit.MILLISECONDS);
            run.close();
            assertThat(free).as(name).hasValue(made.get());
        }
        assertThat(twice).hasValue(0);
    }

    /** Pieces that make lists, and how often at most an item is in one. */
    static Stream<Arguments> listing() {
        return Stream.of(
                listing("batch", in -> in.batch(5).buffer(3)),
                listing(
                        "groupedWithin",
                        in -> in.groupedWithin(5, Duration.ofMillis(1)).buffer(3)),
                listing("sliding, one after the other", in -> in.sliding(5, 5).buffer(3)),
                listing("sliding, with gaps", in -> in.sliding(3, 5).buffer(3)),
                listing(
                        "attempts",
                        in -> in.attempt(owned -> owned).map(List::of).map(ReleaseTest::values)));
    }

    private static List<Owned> values(List<Attempt<Owned, Owned>> attempts) {
        return attempts.stream().map(Attempt::item).toList();
    }

    private static Arguments listing(String name, Pipe<Owned, List<Owned>> piece) {
        return Arguments.of(name, piece);
    }

    // What stages have put into lists is released as it would have been outside of them.
    @ParameterizedTest(name = "{0}")
    @MethodSource("listing")
    void items_inLists_areReleasedOnceByACancel(String name, Pipe<Owned, List<Owned>> piece)
            throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            CountDownLatch some = new CountDownLatch(5);
            Running<?> run = owned(1_000_000)
                    .through(piece)
                    .to(Sink.forEach(list -> {
                        list.forEach(Owned::release);
                        some.countDown();
                    }))
                    .start();
            some.await(5, TimeUnit.MILLISECONDS);
            run.close();
            assertQuiet(run);
            assertThat(free).as(name).hasValue(made.get());
        }
        assertThat(twice).hasValue(0);
    }

    // An item that was in a list is the list's, also while it waits to be in the next one.
    @Test
    void items_thatWereInAListAlready_areNotReleasedWithTheRest() {
        ManualEngine engine = new ManualEngine();
        for (Pipe<Owned, List<Owned>> lists : List.<Pipe<Owned, List<Owned>>>of(
                in -> in.sliding(4, 2), in -> in.slidingWithin(Duration.ofMillis(100), Duration.ofMillis(10), 4))) {
            Flows.Gate<List<Owned>> gate = new Flows.Gate<>();
            Running<?> run = Source.<Owned>entry("in", 20)
                    .releasing(Owned.class, Owned::release)
                    .through(lists)
                    .to(gate.sink())
                    .on(engine)
                    .start();
            engine.runAll();
            long before = free.get();
            for (int n = 0; n < 4; n++) {
                assertThat(run.<Owned>entry("in").offer(new Owned()).accepted()).isTrue();
            }
            engine.advance(Duration.ofMillis(15));
            Flows.awaitThat("taken", () -> run.pressure().taken() == 1);
            assertThat(gate.items.getLast()).hasSize(4);
            run.cancel("enough");
            engine.runAll();
            assertThat(Flows.failure(run)).hasMessage("enough");
            assertQuiet(run);
            assertThat(free.get() - before)
                    .as("what the list has is the sink's")
                    .isZero();
        }
    }
}
