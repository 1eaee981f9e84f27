package dev.weir.internal.stage;

import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.Gate;
import dev.weir.internal.engine.Site;

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
    public Op inlined() {
        return new Op.Gated(Skip.class, null);
    }

    @Override
    public void open(Site site) {
        site.step(new Running<T>(site, first));
    }

    private static final class Running<T> extends Gate<T> {
        private long left;

        Running(Site site, long first) {
            super(site);
            left = first;
        }

        @Override
        public boolean passes(T item) {
            if (left == 0) {
                return true;
            }
            left--;
            site.letGo(item);
            return false;
        }
    }
}
