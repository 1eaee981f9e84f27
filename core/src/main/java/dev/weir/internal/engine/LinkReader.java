package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/** The head of an island: what comes out of a link goes to the stage after it. */
public class LinkReader<T> extends TakingHead<T> {
    private final Link<T> link;

    /** Reads this link in this island. */
    public LinkReader(Link<T> link, Inlet<T> next, Island island) {
        super(next, island);
        this.link = link;
        next.fedBy(this);
    }

    /** Reads this link for what is behind this outlet of a stage, in this island. */
    public LinkReader(Link<T> link, Site site, int outlet, Island island) {
        super(site, outlet, island);
        this.link = link;
        next.fedBy(this);
    }

    @Override
    public @Nullable T next() {
        return link.poll();
    }

    @Override
    public @Nullable T nextPlain() {
        return link.pollPlain();
    }

    @Override
    protected @Nullable Ending ended() {
        return link.ended();
    }

    @Override
    protected boolean rest() {
        return link.sleep();
    }

    @Override
    protected boolean ready() {
        return link.ready();
    }

    @Override
    protected void letGo(Ending reason) {
        link.cancel(reason);
    }
}
