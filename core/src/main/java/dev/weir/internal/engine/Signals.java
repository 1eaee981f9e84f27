package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What an island is told from outside, as bits that any thread may set and its own thread looks at per item. An island is one
 * itself, as it is what the next classes on the way to it say: a run has few objects that way.
 */
public class Signals {
    static final int PAUSED = 1;
    static final int CANCELLED = 2;
    static final int DRAINING = 4;
    static final int ALL = PAUSED | CANCELLED | DRAINING;

    private static final VarHandle BITS;

    static {
        try {
            BITS = MethodHandles.lookup().findVarHandle(Signals.class, "bits", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int bits;

    /** None are set. */
    Signals() {}

    /** Nothing is to be heeded. The island is woken after each change, so a late look is looked at again. */
    public final boolean none() {
        return bits == 0;
    }

    /** Whether any of these is set. */
    final boolean has(int any) {
        return (bits & any) != 0;
    }

    final void set(int bit) {
        BITS.getAndBitwiseOr(this, bit);
    }

    final void clear(int bit) {
        BITS.getAndBitwiseAnd(this, ~bit);
    }
}
