package dev.weir.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tables that have a row for what could not be measured too, and say below why. */
final class Notes {
    private Notes() {}

    static List<Grid> tables(List<Subject> subjects, Build build, Outcome outcome) {
        Map<String, List<Subject>> parts = new LinkedHashMap<>();
        subjects.forEach(subject ->
                parts.computeIfAbsent(subject.where(), _ -> new ArrayList<>()).add(subject));
        return parts.values().stream().map(part -> table(part, build, outcome)).toList();
    }

    private static Grid table(List<Subject> subjects, Build build, Outcome outcome) {
        List<Result> results = outcome.results().stream()
                .filter(result -> subjects.contains(result.subject()))
                .toList();
        Optional<Grid> measured = Tables.of(results).stream().findFirst();
        Contest contest = subjects.getFirst().contest();
        String title = subjects.getFirst()
                .where()
                .replaceFirst("^\\S+", "$0 " + contest.about().title());
        List<List<String>> rows = new ArrayList<>(measured.map(Grid::rows).orElse(List.of(List.of("contender"))));
        List<String> notes = new ArrayList<>();
        for (Subject subject : subjects) {
            String why = outcome.failures().get(Rounds.name(subject, build));
            if (why != null) {
                notes.add(subject.contender() + " could not be measured " + firstLine(why));
                if (results.stream().noneMatch(result -> result.subject().equals(subject))) {
                    List<String> row =
                            new ArrayList<>(Collections.nCopies(rows.getFirst().size(), "-"));
                    row.set(0, subject.contender());
                    rows.add(row);
                }
            }
        }
        return new Grid(title, rows, notes);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
