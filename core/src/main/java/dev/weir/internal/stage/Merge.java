package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
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

    private static final class Running<T> implements Driver, Upstream {
        private final List<Link<T>> open;
        private final Inlet<T> next;
        private final Island island;
        private int turn;
        private boolean over;

        Running(List<Link<T>> links, Site site) {
            open = links;
            next = site.next(0);
            island = site.island();
            next.fedBy(this);
        }

        @Override
        public boolean drive() {
            boolean moved = false;
            boolean room = !over && next.room();
            while (room && island.mayMove()) {
                T item = takeInTurn();
                if (item != null) {
                    moved = true;
                    room = next.accept(item) && !over;
                } else if (over) {
                    return true;
                } else if (allSleep()) {
                    return moved;
                }
            }
            return moved;
        }

        /** One look at each link, from the one whose turn it is; null: none has an item, or all have ended. */
        private @Nullable T takeInTurn() {
            int empty = 0;
            while (!over && empty < open.size()) {
                Link<T> link = open.get(turn);
                T item = link.poll();
                if (item != null) {
                    turn = after(turn);
                    return item;
                }
                if (!removeIfEnded(link)) {
                    turn = after(turn);
                    empty++;
                }
            }
            return null;
        }

        private int after(int number) {
            return number + 1 < open.size() ? number + 1 : 0;
        }

        /** True: the link has ended and is gone. */
        private boolean removeIfEnded(Link<T> link) {
            Ending ended = link.ended();
            if (ended == null) {
                return false;
            }
            open.remove(turn);
            turn = turn < open.size() ? turn : 0;
            if (open.isEmpty() || !(ended instanceof Ending.Done)) {
                cancel(ended);
                next.end(ended);
            }
            return true;
        }

        private boolean allSleep() {
            for (Link<T> link : open) {
                if (!link.sleep()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public boolean heldBack() {
            return open.stream().anyMatch(Link::ready);
        }

        @Override
        public void cancel(Ending reason) {
            over = true;
            open.forEach(link -> link.cancel(reason));
        }

        @Override
        public void abort(Ending ending) {
            if (!over) {
                cancel(ending);
                next.end(ending);
            }
        }
    }
}
