package dev.weir.internal.engine;

import dev.weir.Engine;
import dev.weir.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Who pauses a run. The islands are told when the first comes and when the last goes. */
final class Pauses {
    private final Crew crew;
    private final Engine engine;
    private final List<Held> held = new ArrayList<>();

    Pauses(Crew crew, Engine engine) {
        this.crew = crew;
        this.engine = engine;
    }

    synchronized Pause take(String holder) {
        Held pause = new Held(Objects.requireNonNull(holder), engine.nanoTime());
        held.add(pause);
        if (held.size() == 1) {
            crew.pause(true);
        }
        return pause;
    }

    private synchronized boolean drop(Held pause) {
        boolean removed = held.remove(pause);
        if (removed && held.isEmpty()) {
            crew.pause(false);
        }
        return removed;
    }

    /** The same holder may pause twice: then the longer time is told. */
    synchronized Map<String, Duration> holders() {
        long now = engine.nanoTime();
        Map<String, Duration> holders = new LinkedHashMap<>();
        held.forEach(pause -> holders.putIfAbsent(pause.holder, Duration.ofNanos(now - pause.since)));
        return holders;
    }

    private final class Held implements Pause {
        private final String holder;
        private final long since;

        Held(String holder, long since) {
            this.holder = holder;
            this.since = since;
        }

        @Override
        public String holder() {
            return holder;
        }

        @Override
        public void release() {
            if (!drop(this)) {
                throw new IllegalStateException("a pause must be released once but that of '" + holder
                        + "' was released again; close() may be called twice");
            }
        }

        @Override
        public void close() {
            drop(this);
        }
    }
}
