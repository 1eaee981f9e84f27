package dev.weir.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What the forks of a subject in one build came to, of which there is at least one. */
record Result(Subject subject, Build build, List<Score> scores) {
    Result {
        scores = List.copyOf(scores);
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("a result must have >= 1 fork but had 0: " + subject.name());
        }
    }

    /** The median of what is compared. */
    double value() {
        return median(metric());
    }

    /** The name of what is compared. */
    String metric() {
        return scores.getFirst().main();
    }

    Set<String> metrics() {
        return scores.getFirst().metrics().keySet();
    }

    double least() {
        return scores.stream().mapToDouble(Score::value).min().orElseThrow();
    }

    double most() {
        return scores.stream().mapToDouble(Score::value).max().orElseThrow();
    }

    double median(String metric) {
        double[] sorted =
                scores.stream().mapToDouble(score -> score.value(metric)).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
