package dev.weir.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All drawings of results, by the names of their files. */
final class Plots {
    private static final int FEWEST = 3; // values of a parameter, for a line over it
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Map<String, String> COLORS = Map.ofEntries(
            Map.entry("floor", "#888888"),
            Map.entry("weir", "#0b6fb8"),
            Map.entry("reactor", "#6aa84f"),
            Map.entry("rxJava", "#b4478f"),
            Map.entry("pekko", "#e08a1e"),
            Map.entry("mutiny", "#c0392b"),
            Map.entry("kotlin", "#7d5fc4"),
            Map.entry("stream", "#8c6d46"),
            Map.entry("submissionPublisher", "#2a9d8f"),
            Map.entry("gatherers", "#b5a300"),
            Map.entry("vertx", "#7d5fc4"),
            Map.entry("jetty", "#e08a1e"),
            Map.entry("undertow", "#c0392b"),
            Map.entry("helidon", "#2a9d8f"),
            Map.entry("nginx", "#6aa84f"),
            Map.entry("haproxy", "#b4478f"),
            Map.entry("bulkhead", "#8c6d46"),
            Map.entry("vegas", "#c0392b"),
            Map.entry("gradient2", "#6aa84f"),
            Map.entry("aimd", "#7d5fc4"));

    private Plots() {}

    static Map<String, String> of(List<Result> results) {
        Map<Contest, List<Standings>> workloads = Standings.of(results).stream()
                .collect(Collectors.groupingBy(Standings::contest, LinkedHashMap::new, Collectors.toList()));
        Map<String, String> plots = new LinkedHashMap<>();
        workloads.forEach((contest, parts) -> {
            plots.put(contest.id() + ".svg", BarPlot.of(parts));
            contest.parameters().keySet().forEach(parameter -> plots.putAll(over(parameter, parts)));
        });
        return plots;
    }

    private static Map<String, String> over(String parameter, List<Standings> parts) {
        Map<Map<String, String>, List<Standings>> others = new LinkedHashMap<>();
        for (Standings part : parts) {
            if (NUMBER.matcher(part.setting().getOrDefault(parameter, "")).matches()) {
                Map<String, String> other = new LinkedHashMap<>(part.setting());
                other.remove(parameter);
                others.computeIfAbsent(other, _ -> new ArrayList<>()).add(part);
            }
        }
        Map<String, String> plots = new LinkedHashMap<>();
        others.forEach((other, lines) -> {
            if (lines.size() >= FEWEST) {
                String name = parts.getFirst().contest().id() + "-over-" + parameter + file(other);
                plots.put(name + ".svg", LinePlot.of(parameter, lines));
            }
        });
        return plots;
    }

    private static String file(Map<String, String> setting) {
        return setting.entrySet().stream()
                .map(each -> "-" + each.getKey() + "-" + each.getValue())
                .collect(Collectors.joining())
                .replaceAll("[^\\w.-]", "_");
    }

    /** Each library has one color everywhere; a second contender of it has the same. */
    static String color(String contender) {
        return COLORS.entrySet().stream()
                .filter(each -> contender.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("#444444");
    }

    static String told(Map<String, String> setting) {
        return setting.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
    }

    /** A number at an axis, with no more digits than it needs. */
    static String mark(double value) {
        return value >= 1 && value == Math.rint(value) ? Numbers.format("%,.0f", value) : Double.toString(value);
    }
}
