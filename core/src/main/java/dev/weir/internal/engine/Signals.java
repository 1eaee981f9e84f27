package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What an island is told from outside, as bits that any thread may set and its own thread looks at per item. */
public final class Signals {
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

    /** Nothing is to be heeded. The island is woken after each change, so a late look is looked at again. */
    public boolean none() {
        return bits == 0;
    }

    /** Whether any of these is set. */
    boolean has(int any) {
        return (bits & any) != 0;
    }

    void set(int bit) {
        BITS.getAndBitwiseOr(this, bit);
    }

    void clear(int bit) {
        BITS.getAndBitwiseAnd(this, ~bit);
    }
}
