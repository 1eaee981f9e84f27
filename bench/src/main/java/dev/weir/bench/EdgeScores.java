package dev.weir.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of what those who ask have seen. */
final class EdgeScores {
    private EdgeScores() {}

    /** Of a load: {@code could} is how many could be served, if so many were asked for. */
    static Score load(Score seen, double could) {
        double asked = seen.value("asked");
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("goodput %", 100 * seen.value("served") / Math.min(could, asked));
        metrics.put("refused %", 100 * seen.value("refused") / asked);
        metrics.put("given up %", givenUp(seen));
        metrics.put("p50 ms", seen.value("p50"));
        metrics.put("p99 ms", seen.value("p99"));
        metrics.put("refusal p50 ms", seen.value("refusedP50"));
        metrics.put("refusal p99 ms", seen.value("refusedP99"));
        metrics.put("sent late p99 ms", seen.value("latenessP99"));
        return new Score(metrics);
    }

    /** Of the first and of the last minute, which should be the same. */
    static Score lasting(Score all, Score first, Score last, double could, double couldApart) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("goodput %", 100 * all.value("served") / could);
        for (String part : List.of("first", "last")) {
            Score seen = part.equals("first") ? first : last;
            metrics.put(part + " min goodput %", 100 * seen.value("served") / couldApart);
            metrics.put(part + " min p50 ms", seen.value("p50"));
            metrics.put(part + " min p99 ms", seen.value("p99"));
            metrics.put(part + " min refusal p99 ms", seen.value("refusedP99"));
            metrics.put(part + " min live MiB", seen.value("liveMiB"));
            metrics.put(part + " min resident MiB", seen.value("residentMiB"));
        }
        metrics.put("given up %", givenUp(all));
        metrics.put("sent late p99 ms", all.value("latenessP99"));
        return new Score(metrics);
    }

    /** Of a server that refuses all, and how it used its processor meanwhile, in nanoseconds, and its heap, in bytes. */
    static Score cost(Score seen, Score used, double seconds) {
        double all = seen.value("refused");
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("cpu us/refusal", used.value("cpuNanos") / 1e3 / all);
        metrics.put("bytes/refusal", used.value("bytes") / all);
        metrics.put("refusals/s", all / seconds);
        metrics.put("p99 ms", seen.value("refusedP99"));
        return new Score(metrics);
    }

    private static double givenUp(Score seen) {
        return 100 * (seen.value("gaveUp") + seen.value("failed")) / seen.value("asked");
    }
}
