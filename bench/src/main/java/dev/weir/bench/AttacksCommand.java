package dev.weir.bench;

import dev.weir.bench.attacks.Attack;
import dev.weir.bench.attacks.Attacks;
import dev.weir.bench.attacks.Finding;
import dev.weir.bench.attacks.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench attacks}: our server under attack, over loopback. */
@Command(
        name = "attacks",
        sortOptions = false,
        description = {
            "Attacks weir's HTTP server on this machine, one attack after the other, each on a process of its own with a"
                    + " small heap and with its usual limits, while honest clients go on asking. Tells what each attacker was"
                    + " cut off with, and what the server and the honest clients went through. Takes about half an hour.",
            "With --short, time-outs are short too, and a few attacks stand for all if none are named."
        },
        footerHeading = "%nAttacks:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is over", "1:something could not be measured", "2:an option was wrong"})
final class AttacksCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "ATTACKS",
            split = ",",
            description = "beginnings of the names of those to do, with commas between them (default: all)")
    private List<String> names = List.of();

    @Option(names = "--short", description = "short ones with fewer attackers: whether it works")
    private boolean quick;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = "bench-results",
            description = "where results.json and results.md go (default: ${DEFAULT-VALUE})")
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
        List<Attack> attacks;
        try {
            attacks = Attacks.named(quick && names.isEmpty() ? Attacks.SHORT : names);
            Settings.checkFolder(to);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        try (Alone _ = Alone.in(Path.of(System.getProperty("java.io.tmpdir")))) {
            return run(attacks);
        }
    }

    private int run(List<Attack> attacks) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<Finding> findings = new ArrayList<>();
        int failures = 0;
        for (Attack attack : attacks) {
            try {
                Finding finding = Trial.of(attack, quick, AttacksCommand::jvm);
                findings.add(finding);
                err.println(AttackReport.line(finding));
                AttackReport.write(to, findings);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the attacks were interrupted", e);
            } catch (IllegalStateException e) {
                failures++;
                err.println("weir: " + attack.id() + " could not be measured: " + e.getMessage());
            }
            err.flush();
        }
        out.println(AttackReport.tables(findings).stream().map(Grid::text).collect(Collectors.joining("\n\n")));
        out.println();
        out.println("all of it is in " + to);
        out.flush();
        return failures == 0 ? 0 : 1;
    }

    /** How a process is started: with a small heap that is there from the start. */
    static List<String> jvm(int heapMebibytes, Class<?> program, List<String> arguments) {
        return Jvm.command(
                List.of("-Xms" + heapMebibytes + "m", "-Xmx" + heapMebibytes + "m"),
                Build.now().classPath(),
                program.getName(),
                arguments);
    }

    /** All there are, for the help. */
    static String[] listed() {
        return Attacks.all().stream()
                .map(attack -> Numbers.format("  %-22s %s", attack.id(), attack.title()))
                .toArray(String[]::new);
    }
}
