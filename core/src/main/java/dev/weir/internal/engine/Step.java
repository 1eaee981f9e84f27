package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/**
 * A fused stage with one inlet and one outlet. Passing an ending on in both directions is what happens by default; a
 * stage overrides only what it adds.
 *
 * @param <I> what comes in
 * @param <O> what goes out
 */
public abstract class Step<I, O> implements Inlet<I>, Upstream {
    /** The stage after this one. */
    protected final Inlet<O> next;

    /** Where this stage stands in the plan and the run. */
    protected final Site site;

    /** Nothing more is handed on in either direction. */
    protected boolean over;

    private @Nullable Upstream upstream;

    /** Takes its place before the stage that is already there. */
    protected Step(Site site) {
        this.site = site;
        this.next = site.next(0);
    }

    @Override
    public boolean room() {
        return !over && next.room();
    }

    @Override
    public void end(Ending ending) {
        if (!over) {
            over = true;
            next.end(ending);
        }
    }

    @Override
    public void cancel(Ending reason) {
        if (!over) {
            over = true;
            cancelUpstream(reason);
        }
    }

    @Override
    public void fedBy(Upstream feeder) {
        upstream = feeder;
    }

    /** Tells upstream to stop; for stages that go on themselves. */
    protected final void cancelUpstream(Ending reason) {
        if (upstream != null) {
            upstream.cancel(reason);
        }
    }

    /** User code threw: ends both directions with it, once. The answer is what {@code accept} returns then. */
    protected final boolean fail(Throwable cause) {
        return over ? false : stop(site.failure(cause));
    }

    /** Ends both directions like this, once. The answer is what {@code accept} returns then. */
    protected final boolean stop(Ending ending) {
        if (!over) {
            over = true;
            cancelUpstream(ending);
            next.end(ending);
        }
        return false;
    }

    /** Enough was had: ends downstream cleanly and stops upstream. The answer is what {@code accept} returns then. */
    protected final boolean finish() {
        if (!over) {
            over = true;
            cancelUpstream(Ending.DONE);
            next.end(Ending.DONE);
        }
        return false;
    }
}
