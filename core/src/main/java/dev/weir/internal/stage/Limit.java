package dev.weir.internal.stage;

import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;

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
    public void open(Site site) {
        site.step(new Running<T>(site, most));
    }

    private static final class Running<T> extends Step<T, T> {
        private long left;

        Running(Site site, long most) {
            super(site);
            left = most;
        }

        @Override
        public boolean room() {
            return left == 0 ? finish() : super.room(); // only limit(0) gets here with nothing left
        }

        @Override
        public boolean accept(T item) {
            boolean room = next.accept(item);
            return --left == 0 ? finish() : room;
        }
    }
}
