package dev.weir.bench;

import java.util.ArrayList;
import java.util.List;

/** Results as tables, one for each set of parameters of each workload. */
final class Tables {
    private Tables() {}

    static List<Grid> of(List<Result> results) {
        return Standings.of(results).stream().map(Tables::table).toList();
    }

    private static Grid table(Standings standings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(header(standings));
        standings.results().forEach(result -> rows.add(row(standings, result)));
        return new Grid(standings.title(), rows);
    }

    private static List<String> header(Standings standings) {
        List<String> header = new ArrayList<>(List.of("contender"));
        List<String> metrics = List.copyOf(standings.results().getFirst().metrics());
        header.add(metrics.getFirst());
        if (!standings.contest().isSampled()) {
            header.add("min");
            header.add("max");
        }
        header.addAll(metrics.subList(1, metrics.size()));
        standings.floors().forEach(floor -> header.add("/ " + floor.subject().contender()));
        standings.bestPeer().ifPresent(_ -> header.add("/ best peer"));
        return header;
    }

    private static List<String> row(Standings standings, Result result) {
        List<String> row = new ArrayList<>(List.of(result.subject().contender()));
        List<String> metrics = List.copyOf(standings.results().getFirst().metrics());
        row.add(Numbers.shown(result.value()));
        if (!standings.contest().isSampled()) {
            row.add(Numbers.shown(result.least()));
            row.add(Numbers.shown(result.most()));
        }
        metrics.stream()
                .skip(1)
                .map(metric -> result.metrics().contains(metric) ? Numbers.shown(result.median(metric)) : "-")
                .forEach(row::add);
        standings.floors().forEach(floor -> row.add(Numbers.ratio(result.value(), floor.value())));
        standings.bestPeer().ifPresent(peer -> row.add(Numbers.ratio(result.value(), peer.value())));
        return row;
    }
}
