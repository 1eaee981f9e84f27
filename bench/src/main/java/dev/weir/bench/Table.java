package dev.weir.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Results as a table for people, one part a group. */
final class Table {
    private static final String ROW = "%-30s %8s  %-16s %10s %7s";

    private Table() {}

    static String of(List<Result> results) {
        return Group.ALL.stream()
                .map(group -> results.stream()
                        .filter(result -> result.subject().group().equals(group))
                        .toList())
                .filter(part -> !part.isEmpty())
                .map(Table::part)
                .collect(Collectors.joining("\n\n"));
    }

    private static String part(List<Result> results) {
        String rows = results.stream().map(result -> row(result, results)).collect(Collectors.joining("\n"));
        return row("benchmark", "ns/item", "min..max", "bytes/item", "ratio") + "\n" + rows + perStage(results);
    }

    private static String row(Result result, List<Result> all) {
        var ratio = result.ratio(all);
        return row(
                result.subject().name(),
                number(result.nanos()),
                number(result.leastNanos()) + ".." + number(result.mostNanos()),
                format("%.1f", result.bytes()),
                ratio.isPresent() ? format("%.2f", ratio.getAsDouble()) : "-");
    }

    private static String row(String name, String nanos, String range, String bytes, String ratio) {
        return format(ROW, name, nanos, range, bytes, ratio);
    }

    private static String perStage(List<Result> results) {
        List<PerStage> all = PerStage.of(results);
        return all.isEmpty()
                ? ""
                : all.stream()
                        .map(one -> one.method() + " " + number(one.nanos()))
                        .collect(Collectors.joining(", ", "\none stage, ns/item: ", ""));
    }

    /** A number with three digits that count. */
    static String number(double value) {
        double size = Math.abs(value);
        return format(size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%.0f", value);
    }

    @SuppressWarnings("AnnotateFormatMethod") // that would need a dependency on its annotations
    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
