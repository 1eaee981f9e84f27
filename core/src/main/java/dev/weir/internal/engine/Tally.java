package dev.weir.internal.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongSupplier;

/** A count that one thread at a time adds to and any thread reads. */
public final class Tally implements LongSupplier {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Tally.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long count;

    /** Adds; for the one thread. */
    public void add(long more) {
        COUNT.setRelease(this, count + more); // release: pairs with the acquire in get()
    }

    @Override
    public long getAsLong() {
        return get();
    }

    /** Reads; for any thread. */
    public long get() {
        return (long) COUNT.getAcquire(this);
    }
}
