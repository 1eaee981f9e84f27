package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Alarm;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Upstream;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code groupedWithin}: lists of so many items, or of what has come when the first of them has waited for so long. It
 * takes its items from a link, so that a list need not wait for code before it that is blocked.
 */
public record GroupedWithin<T>(int most, long nanos) implements Stage {
    @Override
    public String kind() {
        return "groupedWithin";
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.DEFAULT, Capacity.items(most));
    }

    @Override
    public void open(Site site) {
        Link<T> link = Links.inlet(site, 0, Capacity.DEFAULT);
        site.drive(site.island(), new Running<>(link, most, nanos, site));
    }

    private static final class Running<T> implements Driver, Upstream {
        private final Link<T> link;
        private final int most;
        private final long nanos;
        private final Inlet<List<T>> next;
        private final Island island;
        private final Alarm alarm;
        private List<T> group = new ArrayList<>();
        private long due;
        private boolean over;

        Running(Link<T> link, int most, long nanos, Site site) {
            this.link = link;
            this.most = most;
            this.nanos = nanos;
            this.next = site.next(0);
            this.island = site.island();
            this.alarm = new Alarm(site.engine(), island);
            next.fedBy(this);
        }

        @Override
        public boolean drive() {
            boolean moved = false;
            while (!over && island.mayMove()) {
                if (complete()) {
                    if (!next.room()) {
                        return moved;
                    }
                    moved = true;
                    handOn();
                    continue;
                }
                T item = link.poll();
                if (item != null) {
                    moved = true;
                    add(item);
                } else {
                    Ending ended = link.ended();
                    if (ended != null) {
                        return finish(ended) || moved;
                    }
                    if (link.sleep()) {
                        return moved;
                    }
                }
            }
            return moved;
        }

        private boolean complete() {
            return group.size() == most || (!group.isEmpty() && alarm.now() - due >= 0);
        }

        private void add(T item) {
            if (group.isEmpty()) {
                due = alarm.now() + nanos;
                alarm.at(due);
            }
            group.add(item);
        }

        private void handOn() {
            alarm.clear();
            List<T> whole = List.copyOf(group);
            group = new ArrayList<>();
            next.accept(whole);
        }

        /** The rest comes before a clean end or a failure. False: there is no room for it yet. */
        private boolean finish(Ending ended) {
            if (!group.isEmpty()) {
                if (!next.room()) {
                    return false;
                }
                handOn();
            }
            if (!over) {
                over = true;
                next.end(ended);
            }
            return true;
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public boolean heldBack() {
            return !group.isEmpty() && complete();
        }

        @Override
        public void cancel(Ending reason) {
            if (!over) {
                over = true;
                alarm.clear();
                group = List.of();
                link.cancel(reason);
            }
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
