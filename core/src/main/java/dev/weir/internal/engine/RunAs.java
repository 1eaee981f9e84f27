package dev.weir.internal.engine;

import dev.weir.Engine;
import dev.weir.Stall;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a pipeline is run.
 *
 * @param name what its runs are called
 * @param engine what runs it; null: the current one, when it is started
 * @param quiet how long nothing may move; null: it is not watched
 * @param told told if nothing has moved for so long
 */
public record RunAs(
        String name, @Nullable Engine engine, @Nullable Duration quiet, Consumer<? super Stall> told) {
    /** On the default engine, not watched. */
    public static RunAs usual() {
        return new RunAs("pipeline", null, null, stall -> {});
    }

    /** What runs it now. */
    Engine engineNow() {
        return engine == null ? Engine.current() : engine;
    }

    /** Under a name. */
    public RunAs named(String other) {
        return new RunAs(Objects.requireNonNull(other), engine, quiet, told);
    }

    /** On an engine. */
    public RunAs on(Engine other) {
        return new RunAs(name, Objects.requireNonNull(other), quiet, told);
    }

    /** Watched. */
    public RunAs watched(Duration atMost, Consumer<? super Stall> whom) {
        return new RunAs(name, engine, Objects.requireNonNull(atMost), Objects.requireNonNull(whom));
    }
}
