package dev.weir.internal.stage;

import dev.weir.internal.engine.Site;

/** {@code Duplex.join}: one of two directions that have nothing in common but that the failure of one ends the other. */
public record Joined<T>() implements Stage {
    @Override
    public String kind() {
        return "joined";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public void open(Site site) {
        site.inlet(0, site.next(0));
        site.tie();
    }
}
