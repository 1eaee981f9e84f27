package dev.weir.bench.core;

import dev.weir.bench.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What it costs to hold back a producer that could make 10,000,000 items a second for a consumer that takes 100,000, for two
 * seconds, with one hop between them.
 *
 * <p>Printed are the wake-ups of the producer for each item: how often it stood still for more than half of what the consumer
 * needs for one item, and went on; the cores that were busy beside the consumer (the time of the whole process without what
 * the consumer has spun away, so work of the producer is in it: 100 ns an item, 0.01 cores); and the most items that were
 * between the two at a time, of which each may have one in hand. Producer and consumer spin on the clock, so the numbers are
 * only right where nothing else runs: a consumer that is put aside by the machine counts as busy.
 */
@Workload(id = "W9", title = "a fast producer held back by a slow consumer")
public final class SlowConsumer {
    /** Who can be measured. */
    public static final List<String> CONTENDERS =
            List.of("floorRing", "weir", "reactor", "rxJava", "mutiny", "pekko", "kotlin", "submissionPublisher");

    /** What can be varied. */
    public static final Map<String, List<String>> PARAMETERS = Map.of("capacity", List.of("16", "256"));

    private static final int MILLIS = 2_000;

    private SlowConsumer() {}

    /** Lets it run for a short while to warm up, then measures. */
    public static void main(String[] args) {
        Arguments arguments = Arguments.of(args);
        int millis = arguments.number("millis", MILLIS);
        var flows = new SlowConsumerFlows(arguments.number("capacity", 256));
        flows.run(arguments, new SlowMeter(millis / 4));
        SlowMeter.Reading reading = flows.run(arguments, new SlowMeter(millis));
        System.out.printf(Locale.ROOT, "wakes %.4f%n", reading.wakes());
        System.out.printf(Locale.ROOT, "cores %.3f%n", reading.cores());
        System.out.println("held " + reading.held());
        System.out.println("items " + reading.items());
    }
}
