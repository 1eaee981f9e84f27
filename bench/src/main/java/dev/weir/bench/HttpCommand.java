package dev.weir.bench;

import dev.weir.bench.load.Programs;
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

/** {@code bench http}: servers and gateways, loaded by clients that are not ours. */
@Command(
        name = "http",
        sortOptions = false,
        description = {
            "Measures HTTP servers and gateways: each in a process of its own, asked once and checked, warmed up, and then"
                    + " loaded by wrk (HTTP/1.1) or h2load (HTTP/2), and that once in each round. The tables show medians"
                    + " of the rounds. Nothing else should run meanwhile.",
            "wrk, h2load, nginx and haproxy must be installed; what one that is missing is needed for is left out."
        },
        footerHeading = "%nWorkloads:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is over", "1:something could not be measured", "2:an option was wrong"})
final class HttpCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "WORKLOADS",
            split = ",",
            description = "the names of those to measure, with commas between them (default: all)")
    private List<String> workloads = List.of();

    @Option(
            names = "--protocol",
            paramLabel = "NAMES",
            split = ",",
            description = "h1 or h2c (default: both; gateways are measured over h1)")
    private List<String> protocols = List.of();

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
            effort = settings.isShort() ? Effort.smallLoad() : Effort.usualLoad(settings.rounds());
            subjects = Choice.of(HttpCatalog.named(workloads, protocols), settings.only(), false);
            settings.checkFolder();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        PrintWriter err = spec.commandLine().getErr();
        for (Programs program : Programs.values()) {
            if (program.find().isEmpty()) {
                err.println("weir: " + program.missing());
            }
        }
        err.flush();
        try (Alone _ = Alone.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            Report report = new Report(settings.to(), effort);
            return new Measurement(effort, report, spec.commandLine().getOut(), err)
                    .run(subjects, Build.now(), new HttpFork(effort));
        }
    }
}
