package dev.weir.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench admission}: what stands before a service that is asked for too much. */
@Command(
        name = "admission",
        sortOptions = false,
        description = {
            "Measures what a service does that is asked for too much, with weir's admission before it, with the limiters of"
                    + " other libraries, as they are and tuned, and with nothing (floorNone). V1 to V14 are in virtual time,"
                    + " where half an hour passes in seconds and nothing depends on the machine. The others are at the"
                    + " socket, the server on one processor and those who ask on another; nothing else should run"
                    + " meanwhile. Each round has another seed."
        },
        footerHeading = "%nWorkloads:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is over", "1:something could not be measured", "2:an option was wrong"})
final class AdmissionCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "WORKLOADS",
            split = ",",
            description = "the names of those to measure, with commas between them (default: all)")
    private List<String> workloads = List.of();

    @Mixin
    private Settings settings = new Settings();

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
        try {
            effort = settings.isShort() ? Effort.smallLoad() : Effort.edge(settings.rounds());
            subjects = Choice.of(AdmissionCatalog.named(workloads), settings.only(), false);
            settings.checkFolder();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        PrintWriter err = spec.commandLine().getErr();
        TrialFork trial = new TrialFork();
        EdgeFork edge = new EdgeFork(effort);
        try (Alone _ = Alone.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            Report report = new Report(settings.to(), effort);
            int code = new Measurement(effort, report, spec.commandLine().getOut(), err)
                    .run(
                            subjects,
                            Build.now(),
                            (subject, build) -> AdmissionCatalog.isEdge(subject)
                                    ? edge.measure(subject, build)
                                    : trial.measure(subject, build));
            report.draw(trial.curves());
            return code;
        }
    }
}
