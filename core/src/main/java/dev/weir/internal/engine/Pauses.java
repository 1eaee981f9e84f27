package dev.weir.internal.engine;

import dev.weir.Engine;
import dev.weir.Pause;
import java.lang.System.Logger.Level;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who pauses a run. The islands are told when the first comes and when the last goes. */
final class Pauses {
    private static final System.Logger LOG = System.getLogger("dev.weir");
    private static final long LOOK_NANOS = 1_000_000_000;

    private final Crew crew;
    private final Engine engine;
    private final List<Held> held = new ArrayList<>();
    private Runnable nextLook = () -> {}; // takes back the timer that is set
    private final ReferenceQueue<Handle> forgotten = new ReferenceQueue<>();

    Pauses(Crew crew, Engine engine) {
        this.crew = crew;
        this.engine = engine;
    }

    synchronized Pause take(String holder) {
        Held pause = new Held(Objects.requireNonNull(holder), engine.nanoTime());
        Handle handle = new Handle(pause);
        pause.owner = new PhantomReference<>(handle, forgotten);
        held.add(pause);
        if (held.size() == 1) {
            crew.pause(true);
            lookForForgotten();
        }
        return handle;
    }

    private synchronized boolean drop(Held pause) {
        boolean removed = held.remove(pause);
        if (removed && held.isEmpty()) {
            crew.pause(false);
            stopLooking();
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

    /** A pause that nobody can release any more is released, and that is told. */
    private synchronized void lookForForgotten() {
        stopLooking(); // this may come late, when another look is set
        if (crew.isDone()) {
            return;
        }
        for (Reference<?> lost = forgotten.poll(); lost != null; lost = forgotten.poll()) {
            Reference<?> owner = lost;
            List<Held> left =
                    held.stream().filter(pause -> owner.equals(pause.owner)).toList();
            left.forEach(pause -> {
                drop(pause);
                LOG.log(
                        Level.WARNING,
                        () -> "a pause must be released but that of '" + pause.holder
                                + "' was forgotten; it is released now. Use try (Pause pause = run.pause(...))");
            });
        }
        if (!held.isEmpty()) {
            nextLook = engine.schedule(LOOK_NANOS, this::lookForForgotten);
        }
    }

    /** No more timer is set: the run is over. */
    synchronized void stopLooking() {
        nextLook.run();
    }

    /** What is known of a pause; it does not keep its handle alive. */
    private static final class Held {
        private final String holder;
        private final long since;
        private @Nullable Reference<Handle> owner;

        Held(String holder, long since) {
            this.holder = holder;
            this.since = since;
        }
    }

    /** What its holder has of it. */
    private final class Handle implements Pause {
        private final Held held;

        Handle(Held held) {
            this.held = held;
        }

        @Override
        public String holder() {
            return held.holder;
        }

        @Override
        public void release() {
            if (!drop(held)) {
                throw new IllegalStateException("a pause must be released once but that of '" + held.holder
                        + "' was released again; close() may be called twice");
            }
        }

        @Override
        public void close() {
            drop(held);
        }
    }
}
