package dev.weir.bench.core;

import dev.weir.bench.Workload;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a flow costs that stands still because nobody asks it for anything: 100,000 flows of three stages each
 * ({@code map}, {@code filter}, {@code map}), declared once and started so many times, whose consumer has not asked for an
 * item. Printed are the bytes of heap for each, with all it keeps reachable, and the threads that live because of them,
 * platform and virtual ones.
 *
 * <p>The shape {@code hop} has a place for sixteen items, for another thread to take from, between the first and the second
 * stage. It is measured when the libraries have taken ahead what they take ahead. The numbers are small ones of which the
 * JVM has one box each, so no items are counted.
 *
 * <p>The consumer of weir is a subscriber of {@code asPublisher} that has not requested; those of Reactor, RxJava and Mutiny are
 * subscribers too, and that of Pekko is one of {@code Sink.asPublisher}. That of Kotlin is a coroutine that stands still in its
 * first item, as there is no other way not to ask. The floor is iterators, and an array for the hop. Not measured: what is
 * not on the heap. Needed: a heap that holds them, which is 2 GiB for Pekko.
 */
@Workload(id = "W8", title = "flows that stand still for want of demand", item = "flow")
public final class Idle {
    /** Who can be measured. */
    public static final List<String> CONTENDERS =
            List.of("floorIterators", "weir", "reactor", "rxJava", "mutiny", "pekko", "kotlin");

    /** What can be varied. */
    public static final Map<String, List<String>> PARAMETERS = Map.of("shape", List.of("fused", "hop"));

    private static final int FLOWS = 100_000;
    private static final int SETTLED = 20_000; // bytes that come and go by the reading itself

    private Idle() {}

    /** Builds the flows and weighs them. */
    public static void main(String[] args) {
        Arguments arguments = Arguments.of(args);
        int count = arguments.number("flows", FLOWS);
        Supplier<Object> make =
                IdleFlows.of(arguments, arguments.text("shape", "fused").equals("hop"));
        Object[] flows = new Object[count];
        Object[] first = new Object[Math.min(count, 1_000)]; // loads classes, fills pools
        try {
            fill(first, make);
            LiveHeap before = settled();
            int threads = platformThreads();
            fill(flows, make);
            LiveHeap after = settled();
            System.out.printf(Locale.ROOT, "bytes %.1f%n", (double) (after.bytes() - before.bytes()) / count);
            long more = after.virtualThreads() - before.virtualThreads() + platformThreads() - threads;
            System.out.println("threads " + Math.max(more, 0)); // a thread of the JVM may end meanwhile
        } finally {
            Reference.reachabilityFence(flows);
            Reference.reachabilityFence(first);
        }
    }

    private static void fill(Object[] flows, Supplier<Object> make) {
        for (int i = 0; i < flows.length; i++) {
            flows[i] = make.get();
        }
    }

    /** When nothing changes any more: flows that begin on other threads take a moment. */
    private static LiveHeap settled() {
        LiveHeap last;
        LiveHeap now = LiveHeap.now();
        do {
            last = now;
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while flows begin", e);
            }
            now = LiveHeap.now();
        } while (Math.abs(now.bytes() - last.bytes()) > SETTLED);
        return now;
    }

    private static int platformThreads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
