package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The files of an outcome in one folder. */
record Report(Path folder, Effort effort) {
    void write(Outcome outcome, List<Grid> tables, Map<String, String> plots) {
        write("results.json", JsonReport.of(effort, outcome) + "\n");
        write(
                "results.md",
                tables.stream()
                        .map(Grid::markdown)
                        .collect(Collectors.joining("\n", "# Results\n\n" + effort.told() + ".\n\n", "")));
        draw(plots);
    }

    /** Writes drawings, by the names of their files. */
    void draw(Map<String, String> plots) {
        plots.forEach(this::write);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
