package dev.weir.proof.engines;

import dev.weir.Engine;
import dev.weir.testkit.Simulation;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The engines that all must hold on. */
public enum Engines {
    /** The default. */
    VIRTUAL_THREADS {
        @Override
        public Made make() {
            return new Made(Engine.virtualThreads(), () -> {});
        }
    },
    /** Threads as they are needed: functions may block. */
    EXECUTOR {
        @Override
        public Made make() {
            var pool = Executors.newCachedThreadPool();
            return new Made(Engine.on(pool), pool::shutdown);
        }
    },
    /** One thread; what blocks by nature elsewhere. */
    EVENT_LOOP {
        @Override
        public Made make() {
            ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
            return new Made(Engine.loop(loop, Engine.virtualThreads()), loop::shutdown);
        }
    },
    /** The thread of the test, while it waits. */
    OWN_THREAD {
        @Override
        public Made make() {
            return new Made(Engine.ownThread(), () -> {});
        }
    },
    /** One order of all there are, in virtual time. */
    SIMULATION {
        @Override
        public Made make() {
            Simulation simulation = Simulation.seeded(Long.getLong("weir.seed", 1));
            return new Made(simulation, simulation);
        }
    };

    /** An engine, made by the thread that is to wait, and what ends it. */
    public record Made(Engine engine, AutoCloseable end) {}

    /** A new one. */
    public abstract Made make();
}
