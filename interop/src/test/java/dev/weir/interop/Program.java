package dev.weir.interop;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine, if it is there; a test that wants one which is not is skipped. */
final class Program {
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final List<String> command;

    private Program(List<String> command) {
        this.command = command;
    }

    /** The first of some names that there is; aborts the test if there is none. */
    static Program named(String debianPackage, String... names) {
        for (String name : names) {
            List<Path> files = files(name).toList();
            if (!files.isEmpty()) {
                return new Program(List.of(files.getFirst().toString()));
            }
        }
        return abort(String.join(" or ", names) + " is not on this machine; apt-get install " + debianPackage);
    }

    /** A Python 3 that has a module, which may not be the first one; aborts the test if there is none. */
    static Program python(String debianPackage, String module) throws IOException, InterruptedException {
        for (Path file : files("python3").toList()) {
            Program python = new Program(List.of(file.toString()));
            if (python.run("-c", "import " + module).status() == 0) {
                return python;
            }
        }
        return abort("no python3 with the module " + module + " is on this machine; apt-get install " + debianPackage);
    }

    private static Stream<Path> files(String name) {
        return Stream.of((System.getenv("PATH") + ":/usr/bin:/usr/sbin:/usr/local/bin").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .distinct();
    }

    /** With arguments that are always there. */
    Program with(String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return new Program(List.copyOf(all));
    }

    /** Runs it to its end, with nothing to read. */
    Output run(String... arguments) throws IOException, InterruptedException {
        return reading(Path.of("/dev/null"), arguments);
    }

    /** Runs it to its end; it reads a file as its input. One that takes too long is ended, and fails the test. */
    Output reading(Path input, String... arguments) throws IOException, InterruptedException {
        List<String> all = with(arguments).command;
        Path said = Files.createTempFile("weir-interop", ".out");
        Path complained = Files.createTempFile("weir-interop", ".err");
        try {
            Process process = new ProcessBuilder(all)
                    .redirectInput(input.toFile())
                    .redirectOutput(said.toFile())
                    .redirectError(complained.toFile())
                    .start();
            try {
                if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("within " + LONGEST + " it did not end: " + all + "\n"
                            + new String(Files.readAllBytes(complained), java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            } finally {
                process.destroyForcibly();
            }
            return new Output(all, process.exitValue(), Files.readAllBytes(said), Files.readAllBytes(complained));
        } finally {
            Files.delete(said);
            Files.delete(complained);
        }
    }

    /** Starts it, as a service. */
    Service start(String... arguments) throws IOException {
        return new Service(new ProcessBuilder(with(arguments).command)
                .redirectErrorStream(true)
                .start());
    }
}
