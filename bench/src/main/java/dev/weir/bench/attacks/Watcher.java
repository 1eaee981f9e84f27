package dev.weir.bench.attacks;

import dev.weir.bench.load.Child;
import java.util.List;
import java.util.Map;

/**
 * Looks at a server while it is attacked: what it holds at most, by the system and, every few seconds, after a collection.
 * Whoever has it closes it before asking the server anything else.
 */
final class Watcher implements AutoCloseable {
    private static final int STEP_MILLIS = 200;
    private static final int STEPS = 12; // from collection to collection

    private final Child server;
    private final Thread thread;
    private final boolean askHistogram;
    private volatile boolean over;
    private List<String> histogram = List.of();
    private double heap;
    private double direct;
    private double resident;
    private double descriptors;
    private double threads;

    Watcher(Child server, boolean askHistogram) {
        this.server = server;
        this.askHistogram = askHistogram;
        this.thread = Thread.ofPlatform().name("watcher").start(this::watch);
    }

    private void watch() {
        try {
            for (int step = 1; !over && server.runs(); step++) {
                resident = Math.max(resident, (double) server.residentBytes().orElse(0));
                descriptors =
                        Math.max(descriptors, (double) server.descriptors().orElse(0));
                if (step % STEPS == STEPS / 2) {
                    look();
                }
                Thread.sleep(STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        Map<String, Double> held = Asked.of(server, "heap");
        if (askHistogram && held.getOrDefault("heap", 0.0) > heap) {
            histogram = Asked.listing(server, "histogram");
        }
        heap = Math.max(heap, held.getOrDefault("heap", 0.0));
        direct = Math.max(direct, held.getOrDefault("direct", 0.0));
        threads = Math.max(threads, held.getOrDefault("threads", 0.0));
    }

    /** What was seen; after it was closed. */
    Map<String, Double> most() {
        return Map.of(
                "heap", heap, "direct", direct, "resident", resident, "descriptors", descriptors, "threads", threads);
    }

    /** What the heap was made of when it was fullest, if that was asked for; after it was closed. */
    List<String> histogram() {
        return histogram;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
