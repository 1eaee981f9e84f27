package dev.weir.internal.stage;

import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.Gate;
import dev.weir.internal.engine.Site;

/** {@code limit}: the first so many items; then both directions end without asking for another. */
public record Limit<T>(long most) implements Stage {
    @Override
    public String kind() {
        return "limit";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Op inlined() {
        return new Op.Gated(Limit.class, null);
    }

    @Override
    public void open(Site site) {
        site.step(new Running<T>(site, most));
    }

    private static final class Running<T> extends Gate<T> {
        private long left;

        Running(Site site, long most) {
            super(site);
            left = most;
        }

        @Override
        public boolean room() {
            return (left == 0 && !closes) ? finish() : super.room(); // of limit(0)
        }

        @Override
        public boolean passes(T item) {
            closes = --left == 0;
            return true;
        }
    }
}
