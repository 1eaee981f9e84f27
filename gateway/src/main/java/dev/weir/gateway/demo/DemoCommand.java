package dev.weir.gateway.demo;

import dev.weir.gateway.DurationConverter;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: shows what overload does to a service, without a gateway and with one. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows what overload does to a service, first by itself, then behind a gateway.",
            "The service handles 16 requests at a time, 20 ms each: 800 a second. The load comes as it would from many"
                    + " independent clients: at times that were fixed before, whether or not earlier requests were"
                    + " answered. Clients give up after 1 s; the service works on for them, as services do.",
            "Ctrl-C stops it and prints what there is."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is over", "1:it failed", "2:an option was wrong", "130:Ctrl-C stopped it"},
        footer = "")
public final class DemoCommand implements Callable<Integer> {
    private static final int STOPPED = 130;

    @Option(
            names = "--duration",
            paramLabel = "<time>",
            defaultValue = "48s",
            converter = DurationConverter.class,
            description = "how long both runs take together, divided evenly among their phases; 48s, 1m, 500ms"
                    + " (default: ${DEFAULT-VALUE})")
    private Duration duration = Duration.ZERO;

    @Option(
            names = "--load",
            paramLabel = "<x,x,...>",
            defaultValue = "0.5,1,3,0.5",
            converter = LoadsConverter.class,
            description = "the load of each phase, in multiples of what the service can handle"
                    + " (default: ${DEFAULT-VALUE})")
    private Loads load = new Loads(List.of(1.0));

    @Option(
            names = "--max-wait",
            paramLabel = "<time>",
            defaultValue = "250ms",
            converter = DurationConverter.class,
            description = "how long the gateway lets a request wait for its turn; an answer is in time if it comes"
                    + " within this and 40 ms more (default: ${DEFAULT-VALUE})")
    private Duration maxWait = Duration.ZERO;

    @Option(
            names = "--seed",
            paramLabel = "<number>",
            defaultValue = "1",
            description = "of the times at which requests are sent; the same seed sends at the same times"
                    + " (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "0",
            description = "where the gateway listens; 0 takes any free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--json",
            description = "print the result as one JSON object, and nothing else, on stdout; what goes on is shown on"
                    + " stderr")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything is called
    private CommandSpec spec;

    /** For picocli. */
    public DemoCommand() {}

    /**
     * Runs it.
     *
     * @return 0, or 130 if it was stopped
     * @throws IOException if something could not listen
     */
    @Override
    public Integer call() throws IOException {
        Setup setup = setup();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        View view = json ? new Lines(err) : Terminal.view(out, setup);
        try (Interrupts interrupts = new Interrupts()) {
            (json ? err : out).println(Report.heading(setup));
            DemoResult result = new Demo(setup, view, interrupts.stop()).run();
            out.println(json ? JsonReport.of(result) : Report.of(result));
            out.flush();
            return result.stopped() ? STOPPED : 0;
        }
    }

    private Setup setup() {
        try {
            Setup setup = new Setup(duration, load, seed, port, maxWait);
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            return setup;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            String rule = "--port must be free but " + port + " cannot be had (" + e.getMessage()
                    + "); leave it out to take any free one";
            throw new ParameterException(spec.commandLine(), rule, e);
        }
    }
}
