package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.admission.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Whatever the way in is: behind a sink that is stuck, no more comes in than was declared. */
@Timeout(20)
class WaysInTest {
    private static final int MANY = 1_000;
    private static final int DECLARED = 3;

    /** A sink that takes one item and no other. */
    private static final class Stuck {
        final ManualEngine engine = new ManualEngine();
        final Flows.Gate<Long> gate = new Flows.Gate<>();
        final AtomicInteger in = new AtomicInteger();

        Running<List<Long>> behind(Source<Long> source) {
            Running<List<Long>> run = source.to(gate.sink()).on(engine).start();
            engine.runAll();
            return run;
        }

        /** Until whoever brings items waits, however often it is woken. */
        void settle(Thread thread) {
            for (int i = 0; i < 10; i++) {
                Flows.awaitWaiting(thread);
                engine.runAll();
            }
            Flows.awaitWaiting(thread);
        }
    }

    private static Map<String, Fn<Stuck, Running<?>>> ways() {
        Map<String, Fn<Stuck, Running<?>>> all = new LinkedHashMap<>();
        all.put("put", WaysInTest::put);
        all.put("offer", stuck -> offer(stuck, false));
        all.put("offer with a deadline", stuck -> offer(stuck, true));
        all.put("emit", WaysInTest::emit);
        all.put("push", WaysInTest::push);
        all.put("speak", WaysInTest::speak);
        all.put("onNext", WaysInTest::onNext);
        all.put("a publisher", stuck -> {
            var published = counting(stuck).asPublisher(stuck.engine);
            return stuck.behind(Source.from(published, Capacity.items(DECLARED)));
        });
        return all;
    }

    private static Running<?> put(Stuck stuck) {
        var run = stuck.behind(Source.entry("in", DECLARED));
        Entry<Long> door = run.entry("in");
        stuck.settle(Thread.ofVirtual().start(() -> {
            try {
                for (long n = 0; n < MANY; n++) {
                    door.put(n);
                    stuck.in.incrementAndGet();
                }
            } catch (InterruptedException | IllegalStateException e) {
                // the run is over
            }
        }));
        return run;
    }

    private static Running<?> offer(Stuck stuck, boolean byADeadline) {
        var run = stuck.behind(Source.entry("in", DECLARED));
        Entry<Long> door = run.entry("in");
        Deadline hour = new Deadline(3_600_000_000_000L);
        for (long n = 0; n < MANY; n++) {
            Offer answer = byADeadline ? door.offer(n, hour) : door.offer(n);
            stuck.in.addAndGet(answer.accepted() ? 1 : 0);
            stuck.engine.runAll();
        }
        return run;
    }

    private static Running<?> emit(Stuck stuck) {
        CompletableFuture<Thread> generator = new CompletableFuture<>();
        var run = stuck.behind(Source.generate(Capacity.items(DECLARED), out -> {
            generator.complete(Thread.currentThread());
            for (long n = 0; n < MANY; n++) {
                out.emit(n);
                stuck.in.incrementAndGet();
            }
        }));
        stuck.settle(generator.join());
        return run;
    }

    /** It stops when it is told to, and goes on when it is told to. */
    private static Running<?> push(Stuck stuck) {
        AtomicReference<Receiver<Long>> api = new AtomicReference<>();
        List<String> told = new ArrayList<>();
        var run = stuck.behind(Source.pausable(
                Capacity.items(DECLARED), 0, api::set, () -> told.add("pause"), () -> told.add("resume")));
        for (long n = 0; n < MANY && (told.isEmpty() || told.getLast().equals("resume")); n++) {
            api.get().accept(n);
            stuck.in.incrementAndGet();
            stuck.engine.runAll();
        }
        return run;
    }

    private static Source<Long> counting(Stuck stuck) {
        return Source.range(0, MANY).peek(n -> stuck.in.incrementAndGet());
    }

    private static Running<?> speak(Stuck stuck) {
        Hub<Long> hub = Hub.named("hub");
        var run = stuck.behind(hub.source(Capacity.items(DECLARED), Overflow.WAIT));
        var speaker = counting(stuck).to(hub.sink()).on(stuck.engine).start();
        stuck.engine.runAll();
        assertThat(speaker.pressure().held()).as("what it could not say yet").isEqualTo(1);
        stuck.in.addAndGet(-1);
        speaker.cancel("enough");
        stuck.engine.runAll();
        return run;
    }

    private static Running<?> onNext(Stuck stuck) {
        var subscriber = stuck.gate.sink().asSubscriber(Capacity.items(DECLARED), stuck.engine);
        counting(stuck).asPublisher(stuck.engine).subscribe(subscriber);
        stuck.engine.runAll();
        return subscriber.running();
    }

    // P1: what came in is the item that the sink has, and what was declared.
    @TestFactory
    List<DynamicTest> aThousandItems_byEachWayIn_areHeldAsFarAsDeclared() {
        List<DynamicTest> tests = new ArrayList<>();
        ways().forEach((name, way) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            Stuck stuck = new Stuck();
            Running<?> run = way.apply(stuck);
            assertThat(stuck.gate.items).hasSize(1);
            assertThat(stuck.in.get()).isBetween(DECLARED, 1 + DECLARED); // some go on when there is room again
            assertThat(run.pressure().held()).isEqualTo(stuck.in.get() - 1);
            Flows.assertLedger(run);
            run.cancel("enough");
            stuck.engine.runAll();
            assertThat(Flows.failure(run)).hasMessage("enough");
            Flows.assertQuiet(run);
        })));
        return tests;
    }

    // P23: what gives up leaves nothing behind, however often.
    @Test
    void aThousandThatGiveUp_behindAStuckSink_takeNoPlace() throws Exception {
        Stuck stuck = new Stuck();
        var run = stuck.behind(Source.entry("in", DECLARED));
        Entry<Long> door = run.entry("in");
        for (long n = 0; n <= DECLARED; n++) {
            door.put(n);
            stuck.engine.runAll();
        }
        AtomicInteger gaveUp = new AtomicInteger();
        for (int i = 0; i < MANY / 2; i++) {
            Thread putter = Thread.ofVirtual().start(() -> {
                try {
                    door.put(99L);
                } catch (InterruptedException e) {
                    gaveUp.incrementAndGet();
                }
            });
            Flows.awaitWaiting(putter);
            putter.interrupt();
            putter.join();
            Deadline soon = new Deadline(stuck.engine.nanoTime() + i);
            gaveUp.addAndGet(door.offer(99L, soon).accepted() ? 0 : 1);
            assertThat(run.pressure().held()).isEqualTo(DECLARED);
        }
        assertThat(gaveUp).hasValue(MANY);
        stuck.gate.open();
        stuck.engine.runAll();
        door.close();
        stuck.engine.runAll();
        assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, DECLARED + 1));
        Flows.assertQuiet(run);
    }
}
