package dev.weir.proof.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Engine;
import dev.weir.Running;
import dev.weir.proof.graphs.Graphs;
import dev.weir.proof.graphs.Ground;
import dev.weir.proof.graphs.Tally;
import dev.weir.testkit.Trials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Random graphs for a time, several at once on each engine. Now and then all of them come to their end: then nothing is left,
 * no run, no thread, no timer, no memory.
 */
class SoakTest {
    private static final Duration TIME =
            Duration.parse(System.getProperty("weir.soak", Boolean.getBoolean("weir.long") ? "PT10M" : "PT20S"));
    private static final Duration STRETCH = Duration.ofMillis(Math.max(2_000, TIME.toMillis() / 40));
    private static final Duration STUCK =
            Duration.ofMinutes(1); // no graph takes as long, if it comes to its end at all
    private static final int AT_ONCE = 2;

    private final AtomicLong seeds = new AtomicLong(Long.getLong("weir.seed", 1_000_000));
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Tally tally = new Tally();
    private final Heap heap = new Heap();
    private final List<Running<?>> others = Running.all(); // of other tests

    // However long it goes on: it holds what it held after the first stretch, and nothing of what has ended.
    @Test
    void graphs_runForATime_leaveNothingBehind() throws InterruptedException {
        long first = seeds.get();
        long end = System.nanoTime() + TIME.toNanos();
        try (Ground.Threads threads = Ground.Threads.start()) {
            Graphs graphs = new Graphs(threads, tally);
            stretch(graphs); // classes are loaded, pools have their threads
            Set<String> before = Threads.now();
            while (System.nanoTime() - end < 0 && failures.isEmpty()) {
                long runs = tally.runs();
                long allocated = Heap.allocated();
                stretch(graphs);
                long each = (Heap.allocated() - allocated) / Math.max(1, tally.runs() - runs);
                assertNothingLeft(before);
                say(tally.runs() + " graphs, " + mib((double) heap.read()) + " live, " + (each >> 10)
                        + " KiB allocated for each");
            }
        }
        say(TIME + ", seeds " + first + " to " + (seeds.get() - 1) + ": " + tally);
        say("live memory has grown by " + mib(heap.growth()) + ", at most " + mib(Heap.TOLERANCE));
        assertThat(failures).isEmpty();
        assertThat(heap.growth()).as("bytes by which live memory has grown").isLessThan(Heap.TOLERANCE);
    }

    private void stretch(Graphs graphs) throws InterruptedException {
        long end = System.nanoTime() + STRETCH.toNanos();
        List<Thread> workers = new ArrayList<>();
        for (Ground.Kind kind : Ground.Kind.values()) {
            for (int i = 0; i < AT_ONCE; i++) {
                workers.add(Thread.ofPlatform().name("soak on " + kind).start(() -> runUntil(end, kind, graphs)));
            }
        }
        for (Thread worker : workers) {
            assertThat(worker.join(STRETCH.plus(STUCK)))
                    .as(() -> worker + " waits at " + List.of(worker.getStackTrace()) + "; runs: " + left())
                    .isTrue();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a graph fails", failures.element());
        }
    }

    private void runUntil(long end, Ground.Kind kind, Graphs graphs) {
        try {
            while (System.nanoTime() - end < 0 && failures.isEmpty()) {
                Trials.seeded(seeds.getAndIncrement(), 1).run(choices -> graphs.on(kind, choices));
            }
        } catch (Throwable t) {
            failures.add(t);
        }
    }

    private void assertNothingLeft(Set<String> before) throws InterruptedException {
        assertSoon("no run is left", () -> others.containsAll(Running.all()));
        assertSoon("no timer is left", () -> ForkJoinPool.commonPool().getDelayedTaskCount() == 0);
        assertSoon("no thread is left", () -> Threads.since(before).isEmpty());
    }

    /** What is closed need not be gone at once: threads come to their end by themselves. */
    private static void assertSoon(String what, BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime() - end).as("%s; runs: %s", what, left()).isNegative();
            Engine.virtualThreads().sleep(Duration.ofMillis(10));
        }
    }

    private static List<String> left() {
        return Running.all().stream()
                .map(run -> run + " ended " + run.ended() + " waits " + run.waiting() + " " + run.pressure())
                .toList();
    }

    private static void say(String what) {
        System.out.println("soak: " + what);
    }

    private static String mib(double bytes) {
        return String.format(Locale.ROOT, "%.2f MiB", bytes / Heap.MIB);
    }
}
