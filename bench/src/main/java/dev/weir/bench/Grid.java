package dev.weir.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table with a title; its first row is the header, its first column is text and the others are numbers. Below it are
 * notes.
 */
record Grid(String title, List<List<String>> rows, List<String> notes) {
    Grid(String title, List<List<String>> rows) {
        this(title, rows, List.of());
    }

    /** For a terminal. */
    String text() {
        int[] widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return title + "\n"
                + rows.stream()
                        .map(row -> IntStream.range(0, row.size())
                                .mapToObj(column -> Numbers.format(
                                        "%" + (column == 0 ? "-" : "") + Math.max(1, widths[column]) + "s",
                                        row.get(column)))
                                .collect(Collectors.joining("  ")))
                        .collect(Collectors.joining("\n"))
                + notes.stream().map(note -> "\n" + note).collect(Collectors.joining());
    }

    /** For a page. */
    String markdown() {
        String line = rows.getFirst().stream().skip(1).map(_ -> "---:").collect(Collectors.joining(" | "));
        return "## " + title + "\n\n" + row(rows.getFirst()) + "\n| --- | " + line + " |\n"
                + rows.stream().skip(1).map(Grid::row).collect(Collectors.joining("\n")) + "\n"
                + notes.stream().map(note -> "\n" + note + "\n").collect(Collectors.joining());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
