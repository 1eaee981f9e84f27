package dev.weir.internal.engine;

import dev.weir.Engine;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Wakes an island at a time; one time at once. Used by the island's own thread only. */
public final class Alarm {
    private final Engine engine;
    private final Island island;
    private @Nullable Runnable cancel;
    private Bell bell = new Bell(0);

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
        if (cancel != null && bell.time == nanoTime && !bell.fired) {
            return;
        }
        clear();
        bell = new Bell(nanoTime);
        island.alarmSet();
        cancel = engine.schedule(Math.max(0, nanoTime - engine.nanoTime()), bell);
    }

    /** Sets it off. */
    public void clear() {
        if (cancel != null) {
            bell.disarm();
            cancel.run();
            cancel = null;
        }
    }

    /** One setting. It may still go off when the alarm has been set anew: then it tells of itself only. */
    private final class Bell implements Runnable {
        private final long time;
        private final AtomicBoolean armed = new AtomicBoolean(true);
        private volatile boolean fired;

        Bell(long time) {
            this.time = time;
        }

        @Override
        public void run() {
            fired = true; // before the wake-up: a timer that was early is set again
            island.wake();
            disarm(); // after the wake-up: an island whose alarm is set is not taken to be at rest
            island.rested(); // it may have come to rest again before that, and not have been taken to be
        }

        void disarm() {
            if (armed.getAndSet(false)) {
                island.alarmGone();
            }
        }
    }
}
