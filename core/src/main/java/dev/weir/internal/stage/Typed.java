package dev.weir.internal.stage;

import dev.weir.internal.engine.Site;

/** Says what the items are, for the check of a plan ({@code Source.typed}, {@code Pipe.typed}); hands on all as they are. */
public record Typed<T>(String of, Class<T> type) implements Stage {
    @Override
    public String kind() {
        return "typed";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public void open(Site site) {
        site.inlet(0, site.<T>next(0));
    }
}
