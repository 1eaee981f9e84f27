package dev.weir.bench;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What the forks of a subject came to, of which there is at least one. */
record Result(Subject subject, List<Score> forks) {
    Result {
        forks = List.copyOf(forks);
        if (forks.isEmpty()) {
            throw new IllegalArgumentException("a result must have >= 1 fork but had 0: " + subject.name());
        }
    }

    double nanos() {
        return median(Score::nanos);
    }

    double leastNanos() {
        return forks.stream().mapToDouble(Score::nanos).min().orElseThrow();
    }

    double mostNanos() {
        return forks.stream().mapToDouble(Score::nanos).max().orElseThrow();
    }

    double bytes() {
        return median(Score::bytes);
    }

    /** How many times the time of its group's baseline; none if that was not measured. */
    OptionalDouble ratio(List<Result> all) {
        return all.stream()
                .filter(other -> other.subject.equals(subject.group().baseline()))
                .mapToDouble(baseline -> nanos() / baseline.nanos())
                .findFirst();
    }

    private double median(ToDoubleFunction<Score> value) {
        double[] sorted = forks.stream().mapToDouble(value).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
