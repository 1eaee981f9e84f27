package dev.weir.internal.engine;

import dev.weir.Stall;
import java.time.Duration;
import java.util.function.Consumer;

/** Looks now and then whether anything has moved. One look each half of the time that is too long, until the run is over. */
final class Watchdog {
    private final Runner<?> run;
    private final long nanos;
    private final Consumer<? super Stall> told;
    private long moved = -1; // the next three: by one timer at a time
    private long since;
    private boolean barked;
    private volatile Runnable takeBack = () -> {}; // the next look

    Watchdog(Runner<?> run, Duration quiet, Consumer<? super Stall> told) {
        this.run = run;
        this.nanos = Math.max(2, Nanos.of(quiet));
        this.told = told;
    }

    void watch() {
        takeBack = run.engine().schedule(nanos / 2, this::look);
        if (run.ended()) {
            over(); // whoever ended it may have seen the look before this one
        }
    }

    /** The run is over. */
    void over() {
        takeBack.run();
    }

    private void look() {
        if (run.ended()) {
            return;
        }
        long now = run.engine().nanoTime();
        long count = run.moved();
        if (count != moved || !run.pausedBy().isEmpty()) {
            moved = count;
            since = now;
            barked = false;
        } else if (!barked && now - since >= nanos && run.oughtToMove()) {
            barked = true;
            Stall stall = run.stall(Duration.ofNanos(now - since));
            run.engine().execute(() -> told.accept(stall));
        }
        watch();
    }
}
