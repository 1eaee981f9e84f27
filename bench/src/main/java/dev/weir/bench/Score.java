package dev.weir.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What one fork came to: values by the names of what they are of, the most important one first. */
record Score(Map<String, Double> metrics) {
    Score {
        metrics = new LinkedHashMap<>(metrics);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("a score must have >= 1 metric but had 0");
        }
    }

    /** The name of what is compared. */
    String main() {
        return metrics.keySet().iterator().next();
    }

    double value() {
        return value(main());
    }

    double value(String metric) {
        return Objects.requireNonNull(metrics.get(metric), () -> "each fork must tell " + metric);
    }
}
