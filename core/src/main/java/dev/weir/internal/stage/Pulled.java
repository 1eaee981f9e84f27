package dev.weir.internal.stage;

import dev.weir.internal.engine.Opening;
import dev.weir.internal.engine.PullHead;
import dev.weir.internal.engine.Site;

/** {@code of}, {@code from}, {@code range}, {@code lines}, {@code read}: items are pulled, one call each. */
public record Pulled<T>(String kind, Opening<T> opening) implements Stage {
    @Override
    public int inlets() {
        return 0;
    }

    @Override
    public boolean blocks() {
        return opening.blocks();
    }

    @Override
    public void open(Site site) {
        if (opening.blocks()) {
            site.blocks(site.island());
        }
        site.drive(site.island(), new PullHead<>(opening, site));
    }
}
