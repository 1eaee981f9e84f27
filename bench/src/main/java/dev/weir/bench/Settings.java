package dev.weir.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that all that measure have. */
final class Settings {
    private static final int MOST_ROUNDS = 100;

    @Option(
            names = "--only",
            paramLabel = "NAMES",
            split = ",",
            description = "only contenders whose names begin so: weir,floor")
    private List<String> only = List.of();

    @Option(names = "--short", description = "one short round: whether it works, and the order of magnitude")
    private boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "how many rounds, if it is not short (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = "bench-results",
            description = "where results.json, results.md and the drawings go (default: ${DEFAULT-VALUE})")
    private Path to = Path.of("bench-results");

    List<String> only() {
        return only;
    }

    boolean isShort() {
        return quick;
    }

    Path to() {
        return to;
    }

    /** How many rounds, if it is not short. */
    int rounds() {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("--rounds must be from 1 to " + MOST_ROUNDS + " but was " + rounds
                    + "; leave it out for 3, or use --short");
        }
        return rounds;
    }

    /** Now, not after minutes. */
    void checkFolder() {
        checkFolder(to);
    }

    /** Whether a folder can be written to, which is made if it is not there. */
    static void checkFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "can", "write"));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--to must be a folder that can be written to but was " + folder + " (" + e + "); name another one",
                    e);
        }
    }
}
