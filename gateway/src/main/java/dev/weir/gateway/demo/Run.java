package dev.weir.gateway.demo;

import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Puts the load of a schedule on a fresh origin, with or without protection, and tells the view how it goes. */
final class Run {
    private static final long SECOND = 1_000_000_000;

    private final Setup setup;
    private final Schedule schedule;
    private final View view;
    private final Stop stop;

    Run(Setup setup, Schedule schedule, View view, Stop stop) {
        this.setup = setup;
        this.schedule = schedule;
        this.view = view;
        this.stop = stop;
    }

    /** Blocks until it is over or was stopped. */
    RunResult run(String title, Protection.Maker maker) throws IOException {
        try (Origin origin = Origin.start();
                Protection protection = maker.before(origin.address());
                Caller caller = new HttpCaller(protection.address(), connections())) {
            view.begin(title, protection.bound());
            Ledger ledger = new Ledger(setup);
            Load load = new Load(setup, schedule, caller, ledger, stop);
            show(load, () -> reading(load, ledger, origin, protection));
            return new RunResult(
                    protection.bound(), protection.heldMax(), ledger.results(load.lasted()), load.lateMillis());
        }
    }

    /** Twice as many as the clients' patience allows to be under way. */
    private int connections() {
        return (int) Math.ceil(2 * setup.loads().most() * Setup.CAPACITY * Setup.PATIENCE.toSeconds());
    }

    private void show(Load load, Supplier<Reading> reading) {
        try (ScheduledExecutorService seconds = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("demo-view").factory())) {
            var _ = seconds.scheduleAtFixedRate(() -> show(reading.get()), 1, 1, TimeUnit.SECONDS);
            load.run();
            seconds.shutdown(); // a view that is being drawn is finished
        }
    }

    private void show(Reading now) {
        if (now.second() <= now.seconds()) { // after that, the last ones are waited for
            view.second(now);
        }
    }

    private Reading reading(Load load, Ledger ledger, Origin origin, Protection protection) {
        long elapsed = load.elapsed();
        long shown = Math.max(0, elapsed - SECOND / 2); // the middle of the second that has passed
        int phase = (int) Math.min(setup.phases() - 1, shown / setup.phaseNanos());
        return new Reading(
                Math.round((double) elapsed / SECOND),
                Math.ceilDiv(setup.runNanos(), SECOND),
                setup.loads().of(phase),
                ledger.takeRecent(),
                origin.inside(),
                protection.held());
    }
}
