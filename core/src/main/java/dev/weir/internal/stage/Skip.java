package dev.weir.internal.stage;

import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;

/** {@code skip}: all but the first so many items. */
public record Skip<T>(long first) implements Stage {
    @Override
    public String kind() {
        return "skip";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public void open(Site site) {
        site.step(new Running<T>(site, first));
    }

    private static final class Running<T> extends Step<T, T> {
        private long left;

        Running(Site site, long first) {
            super(site);
            left = first;
        }

        @Override
        public boolean accept(T item) {
            if (left > 0) {
                left--;
                site.letGo(item);
                return true;
            }
            return next.accept(item);
        }
    }
}
