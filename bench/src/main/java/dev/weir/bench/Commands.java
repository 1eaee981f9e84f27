package dev.weir.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs other programs. */
final class Commands {
    private static final int SHOWN = 4_000; // characters of what one said that failed

    private Commands() {}

    /**
     * Runs a program, in a folder or in this one, and gives what it printed; its errors too, if it fails.
     *
     * @throws IllegalStateException if it failed or took too long
     */
    static String output(List<String> command, @Nullable Path folder, int mostSeconds) {
        try {
            Path printed = Files.createTempFile("weir-bench", ".out");
            Path errors = Files.createTempFile("weir-bench", ".err");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(folder == null ? null : folder.toFile())
                        .redirectOutput(printed.toFile())
                        .redirectError(errors.toFile())
                        .start();
                await(process, command, mostSeconds);
                String said = read(printed);
                if (process.exitValue() != 0) {
                    throw new IllegalStateException(name(command) + " must end with 0 but ended with "
                            + process.exitValue() + "\n" + end(said) + end(read(errors)));
                }
                return said;
            } finally {
                Files.deleteIfExists(printed);
                Files.deleteIfExists(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process process, List<String> command, int mostSeconds) {
        try {
            if (!process.waitFor(mostSeconds, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name(command) + " must end within " + mostSeconds + " s but did not");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(name(command) + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String name(List<String> command) {
        return Path.of(command.getFirst()).getFileName() + " " + command.getLast();
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static String end(String said) {
        return said.length() <= SHOWN ? said : "...\n" + said.substring(said.length() - SHOWN);
    }
}
