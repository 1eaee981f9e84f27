package dev.weir.gateway.demo;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The same load twice: on an origin by itself, and on another one behind a gateway. */
final class Demo {
    private final Setup setup;
    private final View view;
    private final Stop stop;

    Demo(Setup setup, View view, Stop stop) {
        this.setup = setup;
        this.view = view;
        this.stop = stop;
    }

    /** Blocks until both runs are over, or it was stopped: then the result is what there is. */
    DemoResult run() throws IOException {
        warmUp();
        Run run = new Run(setup, Schedule.of(setup), view, stop);
        RunResult bare = run.run(Report.BARE, NoProtection::new);
        RunResult shielded = stop.requested() ? RunResult.NONE : run.run(Report.SHIELDED, this::gateway);
        return new DemoResult(setup, bare, shielded, stop.requested());
    }

    /** A second of a load that nobody looks at, on origins of its own: until then, classes are loaded and compiled. */
    private void warmUp() throws IOException {
        Setup brief = new Setup(Duration.ofSeconds(1), new Loads(List.of(1.0)), setup.seed(), 0, setup.maxWait());
        Run run = new Run(brief, Schedule.of(brief), View.NONE, stop);
        run.run("", NoProtection::new);
        run.run("", this::anotherGateway);
    }

    private Protection anotherGateway(URI origin) throws IOException {
        return GatewayProtection.before(origin, 0, setup.maxWait());
    }

    private Protection gateway(URI origin) throws IOException {
        return GatewayProtection.before(origin, setup.port(), setup.maxWait());
    }
}
