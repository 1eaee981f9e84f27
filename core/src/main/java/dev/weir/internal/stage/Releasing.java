package dev.weir.internal.stage;

import dev.weir.Action;
import dev.weir.internal.engine.Site;

/** {@code releasing}: says what is to be done with items that are let go; hands on all items as they are. */
public record Releasing<T, U>(Class<U> type, Action<? super U> release) implements Stage {
    @Override
    public String kind() {
        return "releasing";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public void open(Site site) {
        site.releasing(type, release);
        site.inlet(0, site.<T>next(0));
    }
}
