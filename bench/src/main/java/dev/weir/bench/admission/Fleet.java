package dev.weir.bench.admission;

import dev.weir.testkit.load.Balancer;
import dev.weir.testkit.load.Comeback;
import dev.weir.testkit.load.Curve;
import dev.weir.testkit.load.Kind;
import dev.weir.testkit.load.Seen;
import dev.weir.testkit.load.ServiceTime;
import dev.weir.testkit.load.SimulatedService;
import dev.weir.testkit.load.Timeline;
import dev.weir.testkit.load.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A thousand instances of 2 slots of 100 ms behind a balancer that asks the less busy of two; together they can do 20,000 a
 * second. For some seconds they are asked for three times that, by clients that come back.
 */
public final class Fleet {
    private static final int INSTANCES = 1_000;
    private static final double CAPACITY = 20_000;
    private static final double USUAL = 0.7;
    private static final int BEFORE = 15; // seconds
    private static final int PEAK = 5;
    private static final int AFTER = 100;

    private Fleet() {}

    /** What came of it, and what came of it in each second. */
    public record Told(Seen seen, List<Curve.Second> seconds) {}

    /** Runs it. */
    public static Told run(String contender, Comeback comeback, long seed) {
        Timeline time = new Timeline(seed);
        Ready about = Ready.of(2, Duration.ofMillis(100));
        List<SimulatedService> instances = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new SimulatedService(time, 2, Gates.named(contender, about, time, time)));
        }
        Traffic traffic = new Traffic(time, Balancer.lessBusyOfTwo(time, instances), comeback);
        Kind kind = Kind.of(ServiceTime.lognormal(Duration.ofMillis(100), 0.3));
        Seen before = traffic.run(kind, USUAL * CAPACITY, Duration.ofSeconds(BEFORE));
        Seen peak = traffic.run(kind, 3 * CAPACITY, Duration.ofSeconds(PEAK));
        Seen after = traffic.run(kind, USUAL * CAPACITY, Duration.ofSeconds(AFTER));
        Seen all = new Seen(); // now: who came in the peak was served later
        all.add(before);
        all.add(peak);
        all.add(after);
        return new Told(all, traffic.curve().seconds());
    }

    /** In numbers. */
    public static Map<String, Double> metrics(Told told) {
        List<Curve.Second> peak = told.seconds().subList(BEFORE + 1, BEFORE + PEAK);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("served %", 100.0 * told.seen().served() / told.seen().asked());
        metrics.put(
                "of use in the peak %",
                peak.stream().mapToLong(Curve.Second::served).sum() / (peak.size() * CAPACITY) * 100);
        metrics.put("refusals/request", told.seen().refusalsEach());
        metrics.put("over after s", (double) over(told.seconds()));
        return metrics;
    }

    /** How many seconds after the peak nobody was refused any more. */
    private static int over(List<Curve.Second> seconds) {
        int last = BEFORE + PEAK;
        for (int at = last; at < seconds.size(); at++) {
            if (seconds.get(at).refused() > 0.01 * seconds.get(at).asked()) {
                last = at + 1;
            }
        }
        return last - BEFORE - PEAK;
    }
}
