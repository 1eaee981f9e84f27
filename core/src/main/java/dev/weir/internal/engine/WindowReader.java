package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/** The head of an island: results of a window go to the stage after it. The first failed call fails the flow. */
public final class WindowReader<I, O> extends TakingHead<O> {
    private final Window<I, O> window;
    private final Site site;

    /** Reads this window for this stage. */
    public WindowReader(Window<I, O> window, Site site) {
        super(site, 0, site.island());
        this.window = window;
        this.site = site;
        next.fedBy(this);
    }

    /** Reads this window for a stage that has this one after it. */
    WindowReader(Window<I, O> window, Inlet<O> next, Site site) {
        super(next, site.island());
        this.window = window;
        this.site = site;
        next.fedBy(this);
    }

    @Override
    public @Nullable O next() {
        O result = window.poll();
        Throwable failure = result == null ? window.failure() : null;
        if (failure != null) {
            end(site.failure(failure));
        }
        return result;
    }

    @Override
    protected @Nullable Ending ended() {
        return window.ended();
    }

    @Override
    protected boolean rest() {
        return window.rest();
    }

    @Override
    protected boolean ready() {
        return window.ready();
    }

    @Override
    protected void letGo(Ending reason) {
        window.cancel(reason);
    }
}
