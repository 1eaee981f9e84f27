package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/** The head of an island: what may leave a basin goes to the stage after it. */
public final class BasinReader<I, O> extends TakingHead<O> {
    private final Basin<I, O> basin;
    private final Site site;

    BasinReader(Basin<I, O> basin, Inlet<O> next, Island island, Site site) {
        super(next, island);
        this.basin = basin;
        this.site = site;
        next.fedBy(this);
    }

    /** Reads this basin for what is behind this outlet of a stage, in this island. */
    public BasinReader(Basin<I, O> basin, Site site, int outlet, Island island) {
        super(site, outlet, island);
        this.basin = basin;
        this.site = site;
        next.fedBy(this);
    }

    @Override
    protected void look() {
        try {
            basin.tick();
        } catch (Throwable t) {
            end(site.failure(t));
        }
    }

    @Override
    public @Nullable O next() {
        try {
            return basin.poll();
        } catch (Throwable t) {
            end(site.failure(t));
            return null;
        }
    }

    @Override
    protected @Nullable Ending ended() {
        return basin.ended();
    }

    @Override
    protected boolean rest() {
        return basin.sleep();
    }

    @Override
    protected boolean ready() {
        return basin.ready();
    }

    @Override
    protected void letGo(Ending reason) {
        basin.cancel(reason);
    }
}
