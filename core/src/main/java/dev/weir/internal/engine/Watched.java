package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Something that the {@link Watch} is to look at once more, when all that was written before is surely there to be seen. */
public abstract class Watched {
    private static final VarHandle KNOWN;

    static {
        try {
            KNOWN = MethodHandles.lookup().findVarHandle(Watched.class, "known", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile boolean known;

    /** The watch is to know of it. False: it does already. */
    final boolean becomesKnown() {
        return !known && KNOWN.compareAndSet(this, false, true);
    }

    /** Before the watch looks: who comes after this has to tell it again. What was written before is seen by the look. */
    final void forget() {
        known = false;
    }

    /** The watch looks, on its own thread. True: once more, later. Runs no user code and does not block. */
    protected abstract boolean look();
}
