package dev.weir.internal.stage;

import dev.weir.internal.engine.Site;

/** The beginning of an inner flow that the stage around it feeds. */
public record Fed<I>(GroupBy.Feed<I> feed) implements Stage {
    @Override
    public String kind() {
        return "fed";
    }

    @Override
    public int inlets() {
        return 0;
    }

    @Override
    public boolean hosted() {
        return true;
    }

    @Override
    public void open(Site site) {
        feed.begin(site.next(0));
        site.drive(site.island(), feed);
    }
}
