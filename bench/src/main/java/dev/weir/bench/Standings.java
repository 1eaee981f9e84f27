package dev.weir.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results that are compared with each other: those of a workload with the same parameters, in one build. */
record Standings(Contest contest, Map<String, String> setting, List<Result> results) {
    /** Results in the order of their workloads and parameters. */
    static List<Standings> of(List<Result> results) {
        Map<List<Object>, List<Result>> parts = new LinkedHashMap<>();
        for (Result result : results) {
            Subject subject = result.subject();
            parts.computeIfAbsent(List.of(subject.contest(), subject.setting()), _ -> new ArrayList<>())
                    .add(result);
        }
        return parts.values().stream()
                .map(part -> new Standings(
                        part.getFirst().subject().contest(),
                        part.getFirst().subject().setting(),
                        part))
                .toList();
    }

    /** What stands above a table or a drawing of it. */
    String title() {
        String where = results.getFirst().subject().where();
        return where.replaceFirst("^\\S+", "$0 " + contest.about().title()).strip();
    }

    /** What was written by hand. */
    List<Result> floors() {
        return results.stream().filter(result -> result.subject().isFloor()).toList();
    }

    /** The one of the others that costs least, or does most. */
    Optional<Result> bestPeer() {
        Comparator<Result> cost = Comparator.comparingDouble(Result::value);
        return results.stream()
                .filter(result -> result.subject().isPeer())
                .min(contest.about().moreIsBetter() ? cost.reversed() : cost);
    }
}
