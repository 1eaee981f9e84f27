package dev.weir.internal.stage;

import dev.weir.Make;
import dev.weir.internal.engine.Pull;
import dev.weir.internal.engine.PullHead;
import dev.weir.internal.engine.Site;

/** {@code of}, {@code from}, {@code range}, {@code lines}: items are pulled, one call each. */
public record Pulled<T>(String kind, Make<? extends Pull<T>> make) implements Stage {
    @Override
    public int inlets() {
        return 0;
    }

    @Override
    public void open(Site site) {
        site.drive(site.island(), new PullHead<>(make, site));
    }
}
