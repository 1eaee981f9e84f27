package dev.weir.internal.engine;

import dev.weir.Engine;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Wakes an island at a time; one time at once. Used by the island's own thread only. */
public final class Alarm {
    private final Engine engine;
    private final Island island;
    private @Nullable Runnable cancel;
    private long set;
    private final AtomicBoolean armed = new AtomicBoolean();
    private volatile boolean fired;

    /** An alarm that is not set. */
    public Alarm(Engine engine, Island island) {
        this.engine = engine;
        this.island = island;
    }

    /** What the clock reads. */
    public long now() {
        return engine.nanoTime();
    }

    /** Sets it to this time on the engine's clock, and not to any other. */
    public void at(long nanoTime) {
        if (cancel != null && set == nanoTime && !fired) {
            return;
        }
        clear();
        set = nanoTime;
        fired = false;
        island.alarms.incrementAndGet();
        armed.set(true);
        cancel = engine.schedule(Math.max(0, nanoTime - engine.nanoTime()), this::fire);
    }

    private void fire() {
        fired = true; // before the wake-up: a timer that was early is set again
        island.wake();
        disarm(); // after the wake-up: an island whose alarm is set is not taken to be at rest
    }

    private void disarm() {
        if (armed.getAndSet(false)) {
            island.alarms.decrementAndGet();
        }
    }

    /** Sets it off. */
    public void clear() {
        if (cancel != null) {
            disarm();
            cancel.run();
            cancel = null;
        }
    }
}
