package dev.weir.bench;

import dev.weir.bench.attacks.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What became of attacks, as tables and as JSON. */
final class AttackReport {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int PERCENT = 100;

    private AttackReport() {}

    /** Both files, in a folder. */
    static void write(Path folder, List<Finding> findings) {
        try {
            Files.writeString(folder.resolve("results.json"), json(findings) + "\n");
            Files.writeString(
                    folder.resolve("results.md"),
                    tables(findings).stream()
                            .map(Grid::markdown)
                            .collect(Collectors.joining("\n", "# Results\n\n", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the attackers got, and what the server and its honest clients went through. */
    static List<Grid> tables(List<Finding> findings) {
        List<Grid> tables = new ArrayList<>();
        tables.add(new Grid("How attackers are cut off", cuts(findings), notes(findings)));
        tables.add(new Grid("What the server holds, and what it works", server(findings)));
        tables.add(new Grid("How honest clients fare", honest(findings)));
        List<Finding> rested = findings.stream()
                .filter(finding -> finding.numbers().containsKey("heapMiB.100000"))
                .toList();
        if (!rested.isEmpty()) {
            tables.add(new Grid("What a connection costs that rests", idle(rested)));
        }
        return tables;
    }

    private static List<List<String>> cuts(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "attack", "unit", "sent", "connections", "cut off with", "after ms", "at most ms", "open at the end"));
        for (Finding each : findings) {
            String with = each.cuts().entrySet().stream()
                    .map(cut -> cut.getKey() + " (" + cut.getValue() + ")")
                    .collect(Collectors.joining(", "));
            rows.add(List.of(
                    each.attack().id(),
                    each.attack().unit(),
                    whole(each.number("units")),
                    whole(each.number("connections")),
                    with.isEmpty() ? "-" : with,
                    Numbers.shown(each.number("cutAfterMs.median")),
                    Numbers.shown(each.number("cutAfterMs.max")),
                    whole(each.number("neverCut"))));
        }
        return rows;
    }

    private static List<List<String>> server(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "attack",
                "cores before",
                "during",
                "cpu us/unit",
                "us/connection",
                "heap MiB before",
                "during",
                "after",
                "direct MiB during",
                "after",
                "RSS MiB before",
                "during",
                "files before",
                "during",
                "after"));
        for (Finding each : findings) {
            rows.add(row(
                    each,
                    "cores.before",
                    "cores.during",
                    "cpuMicros.unit",
                    "cpuMicros.connection",
                    "heap.before",
                    "heap.during",
                    "heap.after",
                    "direct.during",
                    "direct.after",
                    "resident.before",
                    "resident.during",
                    "descriptors.before",
                    "descriptors.during",
                    "descriptors.after"));
        }
        return rows;
    }

    private static List<List<String>> honest(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("attack"));
        for (String version : List.of("h1", "h2")) {
            head.addAll(List.of(version + " answered % before", "during", "after", "p99 ms before", "during", "after"));
        }
        rows.add(head);
        for (Finding each : findings) {
            List<String> row = new ArrayList<>(List.of(each.attack().id()));
            for (String version : List.of("h1", "h2")) {
                for (String when : List.of("before", "during", "after")) {
                    row.add(Numbers.shown(PERCENT * each.number(version + ".goodput." + when)));
                }
                for (String when : List.of("before", "during", "after")) {
                    row.add(Numbers.shown(each.number(version + ".p99." + when)));
                }
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> idle(List<Finding> findings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "attack",
                "connections",
                "heap bytes each",
                "direct bytes each",
                "RSS bytes each",
                "heap MiB for 100,000"));
        for (Finding each : findings) {
            rows.add(row(
                    each,
                    "connections",
                    "heapBytes.connection",
                    "directBytes.connection",
                    "residentBytes.connection",
                    "heapMiB.100000"));
        }
        return rows;
    }

    private static List<String> row(Finding finding, String... names) {
        List<String> row = new ArrayList<>(List.of(finding.attack().id()));
        for (String name : names) {
            row.add(Numbers.shown(finding.number(name)));
        }
        return row;
    }

    private static String whole(double value) {
        return Double.isFinite(value) ? Numbers.format("%,.0f", value) : "-";
    }

    private static List<String> notes(List<Finding> findings) {
        return findings.stream()
                .flatMap(finding ->
                        finding.notes().stream().map(note -> finding.attack().id() + ": " + note))
                .toList();
    }

    static String json(List<Finding> findings) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("java", Runtime.version().toString())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("cores", Runtime.getRuntime().availableProcessors());
        var results = json.putArray("results");
        for (Finding each : findings) {
            ObjectNode result = results.addObject()
                    .put("attack", each.attack().id())
                    .put("title", each.attack().title())
                    .put("unit", each.attack().unit())
                    .put("limit", each.attack().limit())
                    .put("heapMiB", each.attack().heapMebibytes());
            ObjectNode cuts = result.putObject("cuts");
            each.cuts().forEach(cuts::put);
            ObjectNode numbers = result.putObject("numbers");
            each.numbers().entrySet().stream()
                    .filter(number -> Double.isFinite(number.getValue()))
                    .forEach(number -> numbers.put(number.getKey(), number.getValue()));
            var notes = result.putArray("notes");
            each.notes().forEach(notes::add);
            var histogram = result.putArray("histogram");
            each.histogram().forEach(histogram::add);
        }
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    /** One line of what became of it. */
    static String line(Finding finding) {
        Map<String, Integer> cuts = finding.cuts();
        return Numbers.format(
                "%-22s cut off: %s; heap %s to %s MiB; honest %s %% and %s %%",
                finding.attack().id(),
                cuts.isEmpty() ? "nobody" : cuts,
                Numbers.shown(finding.number("heap.before")),
                Numbers.shown(finding.number("heap.during")),
                Numbers.shown(PERCENT * finding.number("h1.goodput.during")),
                Numbers.shown(PERCENT * finding.number("h2.goodput.during")));
    }
}
