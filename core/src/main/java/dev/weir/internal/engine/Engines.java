package dev.weir.internal.engine;

import dev.weir.Engine;
import dev.weir.plan.Plan;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which engine runs what names none. */
public final class Engines {
    private static final ScopedValue<Engine> CURRENT = ScopedValue.newInstance();

    private Engines() {}

    /** The one of the code around, or the default. */
    public static Engine current() {
        return CURRENT.isBound() ? CURRENT.get() : VirtualThreadEngine.INSTANCE;
    }

    /** Has it check a plan, which is made only if the engine may have something against it. */
    static void check(Engine engine, boolean blocks, Supplier<Plan> plan) {
        if (blocks || !takesWhatDoesNotBlock(engine)) {
            engine.check(plan.get());
        }
    }

    /** Whether it is known to refuse no plan of which nothing blocks. */
    static boolean takesWhatDoesNotBlock(Engine engine) {
        return switch (engine) {
            case VirtualThreadEngine _, ExecutorEngine _, OwnThreadEngine _ -> true;
            case EventLoopEngine loop -> loop.takesWhatDoesNotBlock();
            default -> false;
        };
    }

    /** Runs code with another one. */
    public static <R extends @Nullable Object, X extends Throwable> R within(
            Engine engine, ScopedValue.CallableOp<? extends R, X> body) throws X {
        return ScopedValue.where(CURRENT, Objects.requireNonNull(engine, "an engine must be given but it was null"))
                .call(body);
    }
}
