package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/**
 * Where items end. How the flow ended is never lost here: the value counts only if the ending is clean.
 *
 * @param <I> the items
 */
public abstract class SinkStep<I> implements Inlet<I> {
    /** Where this stage stands in the plan and the run. */
    protected final Site site;

    private @Nullable Upstream upstream;
    private final Tally taken = new Tally();
    private boolean over;

    /** Takes its place. */
    protected SinkStep(Site site) {
        this.site = site;
        site.taken(taken);
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
            taken.add(1);
            return room;
        } catch (Throwable t) {
            return fail(t);
        }
    }

    /** The sink fails, or what it stands for does. The answer is what {@code accept} returns then. */
    protected final boolean fail(Throwable cause) {
        if (!over) {
            stop(site.failure(cause));
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
        taken.add(items);
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
            told = ending instanceof Ending.Done ? site.failure(t) : ending;
            if (ending instanceof Ending.Done) { // what was to be a clean end is not one
                Ending failed = told;
                site.close(() -> close(failed));
            } else {
                site.unheard("could not be closed after " + ending, t);
            }
        }
        site.settle(told, result);
    }

    @Override
    public final void fedBy(Upstream feeder) {
        upstream = feeder;
    }

    /** Whether it has ended. */
    public final boolean over() {
        return over;
    }
}
