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
public abstract class Step<I, O> extends Resident implements Inlet<I>, Upstream {
    private static final Upstream OVER = reason -> {};

    /** The stage after this one. */
    protected final Inlet<O> next;

    private @Nullable Upstream upstream; // OVER: nothing more is handed on in either direction

    /** Takes its place before the stage that is already there. */
    protected Step(Site site) {
        super(site);
        this.next = site.next(0);
    }

    /** Whether nothing more is handed on in either direction. */
    @SuppressWarnings("ReferenceEquality") // there is one
    public final boolean over() {
        return upstream == OVER;
    }

    @Override
    public boolean room() {
        return !over() && next.room();
    }

    @Override
    public void end(Ending ending) {
        if (!over()) {
            upstream = OVER; // who has told an ending need not be told
            next.end(ending);
        }
    }

    @Override
    public void cancel(Ending reason) {
        if (!over()) {
            cancelForGood(reason);
        }
    }

    @Override
    public void fedBy(Upstream feeder) {
        if (!over()) {
            upstream = feeder;
        }
    }

    /** Tells upstream to stop; for stages that go on themselves. */
    protected final void cancelUpstream(Ending reason) {
        if (upstream != null) {
            upstream.cancel(reason);
        }
    }

    private void cancelForGood(Ending reason) {
        Upstream feeder = upstream;
        upstream = OVER; // before it is told: it may call back
        if (feeder != null) {
            feeder.cancel(reason);
        }
    }

    /** User code threw: ends both directions with it, once. The answer is what {@code accept} returns then. */
    protected final boolean fail(Throwable cause) {
        return over() ? false : stop(failure(cause));
    }

    /** Ends both directions like this, once. The answer is what {@code accept} returns then. */
    protected final boolean stop(Ending ending) {
        if (!over()) {
            cancelForGood(ending);
            next.end(ending);
        }
        return false;
    }

    /** Enough was had: ends downstream cleanly and stops upstream. The answer is what {@code accept} returns then. */
    protected final boolean finish() {
        return stop(Ending.DONE);
    }
}
