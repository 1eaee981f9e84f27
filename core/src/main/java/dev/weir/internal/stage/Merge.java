package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.TakingHead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code merge}: items of all inlets as they come, one from each in turn while several are ready. */
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
    public void open(Site site) {
        List<Link<T>> links = new ArrayList<>(inlets);
        for (int i = 0; i < inlets; i++) {
            links.add(Links.inlet(site, i, each));
        }
        site.drive(site.island(), new Running<>(links, site));
    }

    private static final class Running<T> extends TakingHead<T> {
        private final List<Link<T>> open;
        private int turn;

        Running(List<Link<T>> links, Site site) {
            super(site.next(0), site.island());
            open = links;
            next.fedBy(this);
        }

        /** One look at each link, from the one whose turn it is. */
        @Override
        protected @Nullable T take() {
            int empty = 0;
            while (empty < open.size()) {
                Link<T> link = open.get(turn);
                T item = link.poll();
                if (item != null) {
                    turn = after(turn);
                    return item;
                }
                Ending ended = link.ended();
                if (ended == null) {
                    turn = after(turn);
                    empty++;
                } else if (ended instanceof Ending.Done) {
                    open.remove(turn);
                    turn = turn < open.size() ? turn : 0;
                } else {
                    end(ended);
                    return null;
                }
            }
            return null;
        }

        private int after(int number) {
            return number + 1 < open.size() ? number + 1 : 0;
        }

        @Override
        protected @Nullable Ending ended() {
            return open.isEmpty() ? Ending.DONE : null;
        }

        @Override
        protected boolean rest() {
            for (Link<T> link : open) {
                if (!link.sleep()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        protected boolean ready() {
            return open.stream().anyMatch(Link::ready);
        }

        @Override
        protected void letGo(Ending reason) {
            open.forEach(link -> link.cancel(reason));
        }
    }
}
