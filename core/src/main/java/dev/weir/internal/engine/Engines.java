package dev.weir.internal.engine;

import dev.weir.Engine;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which engine runs what names none. */
public final class Engines {
    private static final ScopedValue<Engine> CURRENT = ScopedValue.newInstance();

    private Engines() {}

    /** The one of the code around, or the default. */
    public static Engine current() {
        return CURRENT.isBound() ? CURRENT.get() : VirtualThreadEngine.INSTANCE;
    }

    /** Runs code with another one. */
    public static <R extends @Nullable Object, X extends Throwable> R within(
            Engine engine, ScopedValue.CallableOp<? extends R, X> body) throws X {
        return ScopedValue.where(CURRENT, Objects.requireNonNull(engine, "an engine must be given but it was null"))
                .call(body);
    }
}
