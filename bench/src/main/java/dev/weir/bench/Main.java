package dev.weir.bench;

import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench}: measures what weir costs. */
@Command(
        name = "weir bench",
        synopsisSubcommandLabel = "(core | http | attacks | admission)",
        description = {
            "Measures what weir costs, next to other libraries and to what would be written by hand.",
            "How to read it: bench/README.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is over", "1:something could not be measured", "2:an option was wrong"})
public final class Main implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything is called
    private CommandSpec spec;

    /** For picocli. */
    public Main() {}

    /**
     * Measures and exits.
     *
     * @param args the options
     */
    public static void main(String[] args) {
        System.exit(line().execute(args));
    }

    static CommandLine line() {
        CommandLine line = new CommandLine(new Main());
        CommandLine core = new CommandLine(new CoreCommand());
        core.getCommandSpec().usageMessage().footer(workloads(Catalog.named(List.of(), false)));
        line.addSubcommand(core);
        CommandLine http = new CommandLine(new HttpCommand());
        http.getCommandSpec().usageMessage().footer(workloads(HttpCatalog.named(List.of(), List.of())));
        line.addSubcommand(http);
        CommandLine attacks = new CommandLine(new AttacksCommand());
        attacks.getCommandSpec().usageMessage().footer(AttacksCommand.listed());
        line.addSubcommand(attacks);
        CommandLine admission = new CommandLine(new AdmissionCommand());
        admission.getCommandSpec().usageMessage().footer(workloads(AdmissionCatalog.named(List.of())));
        line.addSubcommand(admission);
        line.setExecutionExceptionHandler((thrown, command, _) -> {
            command.getErr().println("weir: " + Objects.requireNonNullElse(thrown.getMessage(), thrown.toString()));
            return 1;
        });
        line.setParameterExceptionHandler((wrong, _) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println("weir: " + wrong.getMessage());
            command.getErr().println("Try './" + command.getCommandSpec().qualifiedName() + " --help'.");
            return 2;
        });
        return line;
    }

    private static String[] workloads(List<Contest> contests) {
        return contests.stream()
                .map(contest -> Numbers.format(
                        "  %-7s %s", contest.id(), contest.about().title()))
                .toArray(String[]::new);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "bench must be told what to measure but was not; there are ./weir bench core, http, attacks and admission");
    }
}
