package dev.weir.proof.engines;

import dev.weir.Engine;
import dev.weir.testkit.Simulation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Engines for tests that wait in their own way: where the engine needs a thread that waits through it, there is one. */
public final class Driven {
    private Driven() {}

    /** One of each kind, for as long as this JVM runs. */
    public static Engine of(Engines kind) {
        return switch (kind) {
            case OWN_THREAD -> driven(Engine::ownThread);
            case SIMULATION -> driven(() -> Simulation.seeded(1, Duration.ofDays(1)));
            default -> kind.make().engine();
        };
    }

    private static Engine driven(Supplier<Engine> make) {
        CompletableFuture<Engine> made = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("drives").start(() -> {
            Engine engine = make.get();
            made.complete(engine);
            while (true) {
                engine.park(made);
            }
        });
        return made.join();
    }
}
