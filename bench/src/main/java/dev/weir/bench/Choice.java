package dev.weir.bench;

import java.util.List;
import java.util.stream.Collectors;

/** Which contenders are measured. */
final class Choice {
    private Choice() {}

    /**
     * Those of some workloads whose names begin with one of the prefixes, or all if there is none; only weir's if two
     * builds of weir are compared.
     *
     * @throws IllegalArgumentException if no name begins with one of the prefixes
     */
    static List<Subject> of(List<Contest> contests, List<String> prefixes, boolean oursOnly) {
        List<Subject> all = contests.stream()
                .flatMap(contest -> contest.subjects().stream())
                .filter(subject -> !oursOnly || subject.isOurs())
                .toList();
        for (String prefix : prefixes) {
            if (all.stream().noneMatch(subject -> subject.contender().startsWith(prefix))) {
                throw new IllegalArgumentException("--only must be beginnings of contenders but '" + prefix
                        + "' begins none here; there are "
                        + all.stream().map(Subject::contender).distinct().collect(Collectors.joining(", ")));
            }
        }
        return all.stream()
                .filter(subject -> prefixes.isEmpty()
                        || prefixes.stream()
                                .anyMatch(prefix -> subject.contender().startsWith(prefix)))
                .toList();
    }
}
