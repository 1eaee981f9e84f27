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
import picocli.CommandLine.Mixin;
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
    @Parameters(
            arity = "0..1",
            paramLabel = "WORKLOADS",
            split = ",",
            description = "the names of those to measure, with commas between them (default: all)")
    private List<String> workloads = List.of();

    @Mixin
    private Settings settings = new Settings();

    @Option(names = "--scaling", description = "more values of some parameters, for drawings of the cost over them")
    private boolean scaling;

    @Option(
            names = "--compare",
            paramLabel = "REV",
            description = "build the library of this commit too, and measure weir with both in turns")
    private @Nullable String compare;

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
            effort = settings.isShort() ? Effort.small() : Effort.usual(settings.rounds());
            subjects = Choice.of(Catalog.named(workloads, scaling), settings.only(), compare != null);
            revision = compare == null ? null : Revision.of(root(), compare);
            settings.checkFolder();
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
                effort, new Report(settings.to(), effort), spec.commandLine().getOut(), err);
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

    /** The repository that the launcher belongs to. */
    private static Path root() {
        return Path.of(System.getProperty("weir.root", "")).toAbsolutePath();
    }
}
