package dev.weir.bench;

import dev.weir.bench.core.Hop;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results that were never measured. */
final class Results {
    static final Build NOW = new Build("now", "now.jar");

    private Results() {}

    /** Of {@link Hop}; each fork allocated 16 bytes an item. */
    static Result hop(String contender, int capacity, double... nanos) {
        return hop(contender, capacity, NOW, nanos);
    }

    static Result hop(String contender, int capacity, Build build, double... nanos) {
        Subject subject =
                new Subject(Contest.of(Hop.class, false), contender, Map.of("capacity", String.valueOf(capacity)));
        return new Result(
                subject, build, Arrays.stream(nanos).mapToObj(Results::score).toList());
    }

    static Score score(double nanos) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("ns/item", nanos);
        metrics.put("bytes/item", 16.0);
        return new Score(metrics);
    }

    /** Three capacities of three contenders. */
    static List<Result> hops() {
        return List.of(
                hop("floorRing", 16, 40, 50, 30),
                hop("weir", 16, 100, 120, 110),
                hop("reactor", 16, 4_400),
                hop("floorRing", 256, 8),
                hop("weir", 256, 12),
                hop("reactor", 256, 220),
                hop("floorRing", 1024, 5),
                hop("weir", 1024, 9),
                hop("reactor", 1024, 38));
    }
}
