package dev.weir.examples;

import static dev.weir.Sizes.KIB;

import dev.weir.Bottleneck;
import dev.weir.Fn;
import dev.weir.Pause;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.nio.file.Path;

/** A declared flow is a value: look at it, know its bound, then run it as often as you like. */
public final class DeclaredFlow {
    private DeclaredFlow() {}

    /**
     * Declares it; nothing runs.
     *
     * @param path the file to load
     * @param parse makes a record of a line
     * @return the flow
     */
    public static Pipeline<Long> declare(Path path, Fn<String, Object> parse) {
        // region declare
        Pipeline<Long> load = Source.lines(path, 8 * KIB)
                .named("lines")
                .buffer(256)
                .mapConcurrent(16, parse)
                .named("parse")
                .to(Sink.count());
        // endregion
        return load;
    }

    /**
     * Runs it once, with a pause for a backup.
     *
     * @param load the flow
     * @param backup what is done while nothing flows
     * @return how many lines were loaded
     */
    public static long run(Pipeline<Long> load, Runnable backup) {
        // region run
        System.out.println(load.bound()); // what it can hold at most, known before it starts
        System.out.println(load.plan().toMermaid());
        try (Running<Long> run = load.start()) {
            try (Pause _ = run.pause("maintenance")) { // several holders; flows when all have let go
                backup.run();
            }
            Bottleneck slowest = run.pressure().bottleneck();
            System.out.println(slowest.stage() + ": " + slowest.why());
            return run.join();
        }
        // endregion
    }
}
