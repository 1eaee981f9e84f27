package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code interleave}: so many items of the first inlet, then so many of the next, and round; it waits for each. */
public record Interleave<T>(int inlets, int segment, Capacity each) implements Stage {
    @Override
    public String kind() {
        return "interleave";
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return Collections.nCopies(inlets, each);
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Stage linked(Capacity links) {
        return new Interleave<>(inlets, segment, Stage.or(each, links));
    }

    @Override
    public void open(Site site) {
        site.drive(site.island(), new Running<>(Several.<T>links(site, each), segment, site));
    }

    private static final class Running<T> extends Several<T> {
        private final int segment;
        private int turn;
        private int taken;

        Running(List<Link<T>> links, int segment, Site site) {
            super(links, site);
            this.segment = segment;
        }

        @Override
        public @Nullable T next() {
            while (!open.isEmpty() && !over()) {
                T item = open.get(turn).poll();
                if (item != null) {
                    taken++;
                    if (taken == segment) {
                        turnTo(turn + 1);
                    }
                    return item;
                }
                if (!endedAt(turn)) {
                    return null;
                }
            }
            return null;
        }

        private void turnTo(int number) {
            turn = number < open.size() ? number : 0;
            taken = 0;
        }

        @Override
        void closed(int number) {
            turnTo(number);
        }

        @Override
        protected boolean rest() {
            return open.get(turn).sleep();
        }

        @Override
        protected boolean ready() {
            return !open.isEmpty() && open.get(turn).ready();
        }
    }
}
