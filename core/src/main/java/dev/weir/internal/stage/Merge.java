package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code merge}: items of all inlets as they come, a few from each in turn while several are ready. */
public record Merge<T>(int inlets, Capacity each) implements Stage {
    @Override
    public String kind() {
        return "merge";
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
        return new Merge<>(inlets, Stage.or(each, links));
    }

    @Override
    public void open(Site site) {
        site.drive(site.island(), new Running<>(Several.<T>links(site, each), site));
    }

    private static final class Running<T> extends Several<T> {
        private static final int MOST = 16;
        private int turn;
        private int taken; // from the one whose turn it is

        Running(List<Link<T>> links, Site site) {
            super(links, site);
        }

        /** Whoever asks anew asks the next one. */
        @Override
        protected void look() {
            if (taken > 0) {
                turn = after(turn);
                taken = 0;
            }
        }

        /** One look at each link, from the one whose turn it is. */
        @Override
        public @Nullable T next() {
            if (taken == MOST) {
                look();
            }
            int empty = 0;
            while (empty < open.size() && !over()) {
                T item = open.get(turn).poll();
                if (item != null) {
                    taken++;
                    return item;
                }
                taken = 0;
                if (!endedAt(turn)) {
                    turn = after(turn);
                    empty++;
                }
            }
            return null;
        }

        @Override
        public @Nullable T nextPlain() {
            T item = taken == MOST || open.isEmpty() ? null : open.get(turn).pollPlain();
            taken += item == null ? 0 : 1;
            return item;
        }

        private int after(int number) {
            return number + 1 < open.size() ? number + 1 : 0;
        }

        @Override
        void closed(int number) {
            turn = number < open.size() ? number : 0;
        }
    }
}
