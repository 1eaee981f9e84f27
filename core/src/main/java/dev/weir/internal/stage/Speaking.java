package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.LinkPressure;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Gauge;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Tally;
import dev.weir.internal.engine.Upstream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Hub.sink}: items are said in a room. Holds the one that cannot be said yet. */
public record Speaking<T>(Room<T> room) implements Stage {
    @Override
    public String kind() {
        return "hub";
    }

    @Override
    public int outlets() {
        return 0;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(1));
    }

    @Override
    public void open(Site site) {
        var running = new Running<>(site, room);
        site.inlet(0, running);
        site.drive(site.island(), running);
        site.gauge(running);
        site.taken(() -> running.read().out());
        site.wokenFromOutside(running::heldBack);
    }

    private static final class Running<T> implements Inlet<T>, Driver, Gauge {
        private final Room<T> room;
        private final Site site;
        private final Room.Speaker<T> speaker;
        private @Nullable Upstream upstream;
        private @Nullable Ending ending;
        private boolean over;
        private final Tally in = new Tally();
        private final Tally discarded = new Tally();
        private final Tally waits = new Tally();

        Running(Site site, Room<T> room) {
            this.site = site;
            this.room = room;
            this.speaker = new Room.Speaker<>(site.island(), site.engine()::nanoTime);
            room.enter(speaker);
        }

        @Override
        public boolean accept(T item) {
            if (over) {
                site.letGo(item);
                return false;
            }
            in.add(1);
            boolean given = room.give(speaker, item);
            waits.add(given ? 0 : 1);
            return given;
        }

        @Override
        public boolean room() {
            return !over && !room.isClosed() && !room.waits(speaker);
        }

        @Override
        public boolean drive() {
            if (over) {
                return false;
            }
            boolean waits = room.waits(speaker);
            if (room.isClosed()) {
                stopUpstream();
                finish(Ending.DONE);
            } else if (ending != null && !waits) {
                finish(ending);
            }
            return over;
        }

        private void stopUpstream() {
            if (upstream != null && ending == null) {
                upstream.cancel(Ending.DONE);
            }
        }

        @Override
        public void end(Ending how) {
            if (over) {
                return;
            }
            if (!(how instanceof Ending.Cancelled) && room.waits(speaker)) {
                ending = how;
            } else {
                finish(how);
            }
        }

        private void finish(Ending how) {
            over = true;
            T left = room.leave(speaker);
            if (left != null) {
                discarded.add(1);
                site.letGo(left);
            }
            site.settle(how, in.get() - discarded.get());
        }

        @Override
        public void abort(Ending how) {
            if (ending != null) {
                end(how);
            }
        }

        @Override
        public boolean over() {
            return over;
        }

        @Override
        public boolean heldBack() {
            return room.waits(speaker);
        }

        @Override
        public void fedBy(Upstream feeder) {
            upstream = feeder;
        }

        @Override
        public LinkPressure read() {
            int held = room.waits(speaker) ? 1 : 0;
            long came = in.get();
            long gone = discarded.get();
            return new LinkPressure(
                    site.name(),
                    1,
                    held,
                    came > 0 ? 1 : 0,
                    0,
                    0,
                    room.waited(speaker),
                    waits.get(),
                    came,
                    came - held - gone,
                    0,
                    0,
                    gone,
                    0);
        }

        @Override
        public Island reader() {
            return site.island();
        }
    }
}
