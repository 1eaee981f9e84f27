package dev.weir.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: measures what weir costs. */
@Command(
        name = "weir bench",
        sortOptions = false,
        description = {
            "Measures what weir costs, next to what would be written by hand. Groups: stages (from stage to stage on one"
                    + " thread), door (an offer that meets nobody), hop (from one thread to another).",
            "Each round runs a JVM of its own for each benchmark. The time of an item is the median of the rounds; the"
                    + " ratio is to the first one of its group; the bytes are all that was allocated. Nothing else should"
                    + " run meanwhile. How to read it: bench/README.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is over", "1:a benchmark failed", "2:an option was wrong"})
public final class Main implements Callable<Integer> {
    private static final int MOST_ROUNDS = 100;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            defaultValue = "",
            description = "only those whose name, such as stages.weir, this regular expression is found in")
    private String pattern = "";

    @Option(
            names = "--short",
            description = "one round, and a short one: whether it works, and the order of magnitude; under a minute")
    private boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "<number>",
            defaultValue = "3",
            description = "how many rounds, if it is not short (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "write the results to this file too, with what each round came to")
    private @Nullable Path json;

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
        line.setExecutionExceptionHandler((thrown, command, _) -> {
            command.getErr().println("weir: " + Objects.requireNonNullElse(thrown.getMessage(), thrown.toString()));
            return 1;
        });
        line.setParameterExceptionHandler((wrong, _) -> {
            wrong.getCommandLine().getErr().println("weir: " + wrong.getMessage());
            wrong.getCommandLine().getErr().println("Try './weir bench --help'.");
            return 2;
        });
        return line;
    }

    /**
     * Measures.
     *
     * @return 0
     * @throws IOException if the results could not be written
     */
    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Effort effort = effort();
        List<Subject> subjects = subjects();
        checkJson();
        List<Result> results = new Rounds(effort, spec.commandLine().getErr()).measure(subjects);
        out.println(
                "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores, " + effort);
        out.println();
        out.println(Table.of(results));
        out.flush();
        if (json != null) {
            Files.writeString(json, JsonReport.of(effort, results) + "\n");
        }
        return 0;
    }

    private Effort effort() {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw wrong("--rounds must be from 1 to " + MOST_ROUNDS + " but was " + rounds
                    + "; leave it out for 3, or use --short");
        }
        return quick ? Effort.small() : Effort.usual(rounds);
    }

    private List<Subject> subjects() {
        List<Subject> subjects = Group.subjects(compiled());
        if (subjects.isEmpty()) {
            String all = Group.subjects(Pattern.compile("")).stream()
                    .map(Subject::name)
                    .collect(Collectors.joining(", "));
            throw wrong("a pattern must be found in the name of a benchmark but '" + pattern
                    + "' is found in none; there are " + all);
        }
        return subjects;
    }

    private Pattern compiled() {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw wrong("a pattern must be a regular expression but was '" + pattern + "' (" + e.getDescription()
                    + "); write stages, or a name");
        }
    }

    /** Now, not after minutes. */
    private void checkJson() {
        if (json == null) {
            return;
        }
        try {
            Files.newOutputStream(json, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                    .close();
        } catch (IOException e) {
            throw wrong("--json must be a file that can be written but was " + json + " (" + e + "); name another one");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
