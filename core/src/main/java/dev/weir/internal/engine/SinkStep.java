package dev.weir.internal.engine;

import dev.weir.Ending;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where items end. How the flow ended is never lost here: the value counts only if the ending is clean.
 *
 * @param <I> the items
 */
public abstract class SinkStep<I> extends Resident implements Inlet<I>, LongSupplier {
    private static final VarHandle TAKEN;

    static {
        try {
            TAKEN = MethodHandles.lookup().findVarHandle(SinkStep.class, "taken", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable Upstream upstream;
    private long taken; // one thread at a time adds to it; others read it through TAKEN
    private boolean over;

    /** Takes its place. */
    protected SinkStep(Site site) {
        super(site);
        site.taken(this);
    }

    /** Uses an item. False: no room for another one until the island is woken. */
    protected abstract boolean take(I item) throws Exception;

    /** The result, when the flow has ended cleanly. */
    protected abstract @Nullable Object value() throws Exception;

    /** Lets go of what it has in hand, however the flow ended; again, with the failure, if that or the value fails. */
    protected void close(Ending ending) throws Exception {}

    @Override
    public final boolean accept(I item) {
        if (over) {
            return false;
        }
        try {
            boolean room = take(item);
            count(1);
            return room;
        } catch (Throwable t) {
            return fail(t);
        }
    }

    /** The sink fails, or what it stands for does. The answer is what {@code accept} returns then. */
    protected final boolean fail(Throwable cause) {
        if (!over) {
            stop(failure(cause));
        }
        return false;
    }

    /** Wants no more, because of this, and ends with it. */
    protected final void stop(Ending reason) {
        if (!over) {
            if (upstream != null) {
                upstream.cancel(reason);
            }
            end(reason);
        }
    }

    /** What it has made of the items so far, for a loop to go on with. Only of sinks that can be written into one. */
    protected @Nullable Object kept() throws Exception {
        return null;
    }

    /** The counterpart of {@link #kept}. */
    protected void keep(Object value) {}

    /** A loop has done its work for so many items. */
    protected void took(long items) {
        count(items);
    }

    private void count(long items) {
        TAKEN.setRelease(this, taken + items); // release: pairs with the acquire in getAsLong()
    }

    @Override
    public boolean room() {
        return !over;
    }

    @Override
    public final void end(Ending ending) {
        if (over) {
            return;
        }
        over = true;
        Ending told = ending;
        Object result = null;
        try {
            close(ending);
            if (ending instanceof Ending.Done) {
                result = value();
            }
        } catch (Throwable t) {
            told = ending instanceof Ending.Done ? failure(t) : ending;
            if (ending instanceof Ending.Done) { // what was to be a clean end is not one
                Ending failed = told;
                site().close(() -> close(failed));
            } else {
                site().unheard("could not be closed after " + ending, t);
            }
        }
        site().settle(told, result);
    }

    @Override
    public final void fedBy(Upstream feeder) {
        upstream = feeder;
    }

    /** How many items it has taken; for its own thread. */
    protected final long taken() {
        return taken;
    }

    /** The same for any thread. */
    @Override
    public final long getAsLong() {
        return (long) TAKEN.getAcquire(this);
    }

    /** Whether it has ended. */
    public final boolean over() {
        return over;
    }
}
