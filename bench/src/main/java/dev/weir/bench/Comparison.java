package dev.weir.bench;

import java.util.ArrayList;
import java.util.List;

/** The results of two builds next to each other, one table for each set of parameters of each workload. */
final class Comparison {
    private Comparison() {}

    static List<Grid> of(List<Result> results, Build now, Build then) {
        return Standings.of(results).stream()
                .map(standings -> table(standings, now, then))
                .filter(grid -> grid.rows().size() > 1)
                .toList();
    }

    private static Grid table(Standings standings, Build now, Build then) {
        List<List<String>> rows = new ArrayList<>();
        String metric = standings.results().getFirst().metric();
        rows.add(
                List.of(metric, now.name(), "min", "max", then.name(), "min", "max", now.name() + " / " + then.name()));
        for (Result one : standings.results()) {
            if (one.build().equals(now)) {
                standings.results().stream()
                        .filter(other ->
                                other.build().equals(then) && other.subject().equals(one.subject()))
                        .forEach(other -> rows.add(row(one, other)));
            }
        }
        return new Grid(standings.title(), rows);
    }

    private static List<String> row(Result now, Result then) {
        return List.of(
                now.subject().contender(),
                Numbers.shown(now.value()),
                Numbers.shown(now.least()),
                Numbers.shown(now.most()),
                Numbers.shown(then.value()),
                Numbers.shown(then.least()),
                Numbers.shown(then.most()),
                Numbers.ratio(now.value(), then.value()));
    }
}
