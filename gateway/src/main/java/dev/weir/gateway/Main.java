package dev.weir.gateway;

import dev.weir.gateway.demo.DemoCommand;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's entry: {@code demo}, {@code gateway} and their help. */
@Command(
        name = "weir",
        mixinStandardHelpOptions = true,
        description = "A gateway that refuses at the edge what cannot be served in time.",
        subcommands = {DemoCommand.class, GatewayCommand.class, CommandLine.HelpCommand.class})
public final class Main {
    private static final long STARTED = System.nanoTime();

    private Main() {}

    /** How long the program has been running, the start of the JVM not counted. */
    static Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - STARTED);
    }

    /**
     * Runs a command and exits: 0 all is well, 1 it failed, 2 the options were wrong, 130 it was stopped.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((thrown, command, parsed) -> {
            command.getErr().println("weir: " + message(thrown));
            return 1;
        });
        line.setParameterExceptionHandler((wrong, given) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println("weir: " + wrong.getMessage());
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            return 2;
        });
        System.exit(line.execute(args));
    }

    private static String message(Throwable thrown) {
        String text = thrown.getMessage();
        return text == null ? thrown.toString() : text;
    }
}
