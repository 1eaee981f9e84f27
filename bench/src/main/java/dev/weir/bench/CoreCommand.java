package dev.weir.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench core}: the library itself, workload by workload. */
@Command(
        name = "core",
        sortOptions = false,
        description = {
            "Measures workloads: each contender with each set of parameters in a JVM of its own, and that once in each"
                    + " round. The tables show medians of the rounds. Nothing else should run meanwhile."
        },
        footerHeading = "%nWorkloads:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is over", "1:something could not be measured", "2:an option was wrong"})
final class CoreCommand implements Callable<Integer> {
    private static final int MOST_ROUNDS = 100;

    @Parameters(
            arity = "0..1",
            paramLabel = "WORKLOADS",
            split = ",",
            description = "the names of those to measure, with commas between them (default: all)")
    private List<String> workloads = List.of();

    @Option(
            names = "--only",
            paramLabel = "NAMES",
            split = ",",
            description = "only contenders whose names begin so: weir,floor,reactor")
    private List<String> only = List.of();

    @Option(names = "--short", description = "one short round: whether it works, and the order of magnitude")
    private boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "how many rounds, if it is not short (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--scaling", description = "more values of some parameters, for drawings of the cost over them")
    private boolean scaling;

    @Option(
            names = "--compare",
            paramLabel = "REV",
            description = "build the library of this commit too, and measure weir with both in turns")
    private @Nullable String compare;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = "bench-results",
            description = "where results.json, results.md and the drawings go (default: ${DEFAULT-VALUE})")
    private Path to = Path.of("bench-results");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything is called
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Effort effort;
        List<Subject> subjects;
        Revision revision;
        try {
            effort = effort();
            subjects = Choice.of(Catalog.named(workloads, scaling), only, compare != null);
            revision = compare == null ? null : Revision.of(root(), compare);
            checkFolder();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        try (Alone _ = Alone.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            return measure(effort, subjects, revision);
        }
    }

    private int measure(Effort effort, List<Subject> subjects, @Nullable Revision revision) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Measurement measurement = new Measurement(
                effort, new Report(to, effort), spec.commandLine().getOut(), err);
        Build now = Build.now();
        if (revision == null) {
            return measurement.run(subjects, now);
        }
        err.println("weir: building " + revision.name() + "...");
        err.flush();
        Path jars = Files.createTempDirectory("weir-jars-");
        try {
            return measurement.compare(subjects, now, revision.build(jars, now));
        } finally {
            try (Stream<Path> files = Files.list(jars)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(jars);
        }
    }

    private Effort effort() {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException("--rounds must be from 1 to " + MOST_ROUNDS + " but was " + rounds
                    + "; leave it out for 3, or use --short");
        }
        return quick ? Effort.small() : Effort.usual(rounds);
    }

    /** The repository that the launcher belongs to. */
    private static Path root() {
        return Path.of(System.getProperty("weir.root", "")).toAbsolutePath();
    }

    /** Now, not after minutes. */
    private void checkFolder() {
        try {
            Files.createDirectories(to);
            Files.delete(Files.createTempFile(to, "can", "write"));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--to must be a folder that can be written to but was " + to + " (" + e + "); name another one", e);
        }
    }
}
