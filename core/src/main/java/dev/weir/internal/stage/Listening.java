package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Overflow;
import dev.weir.internal.engine.Basin;
import dev.weir.internal.engine.BasinReader;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Wake;
import dev.weir.internal.stage.Room.Listener;
import java.util.List;

/** {@code Hub.source}: what is said in a room while this runs. */
public record Listening<T>(Room<T> room, Capacity capacity, Overflow overflow) implements Stage {
    @Override
    public String kind() {
        return "hub";
    }

    @Override
    public int inlets() {
        return 0;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(capacity);
    }

    @Override
    public Stage linked(Capacity links) {
        return new Listening<>(room, Stage.or(capacity, links), overflow);
    }

    @Override
    public void open(Site site) {
        var running = new Running<>(site, this);
        site.drive(site.island(), running);
        site.gauge(running.basin);
        site.wokenFromOutside(() -> !running.over());
        room.join(running);
    }

    private static final class Running<T> implements Listener<T>, Driver, Wake {
        private final Room<T> room;
        private final Site site;
        private final Basin<T, T> basin;
        private final BasinReader<T, T> reader;

        Running(Site site, Listening<T> stage) {
            this.room = stage.room;
            this.site = site;
            this.basin = new Basin<>(
                    site.name(),
                    stage.capacity.items(),
                    Overflows.discipline(stage.capacity, stage.overflow),
                    this,
                    site.island(),
                    site);
            this.reader = new BasinReader<>(basin, site, 0, site.island());
        }

        // ---- the room

        @Override
        public Basin<T, T> basin() {
            return basin;
        }

        @Override
        public void cut(Throwable cause) {
            basin.end(site.failure(cause));
        }

        // ---- the basin, when there is room again, and when no more is wanted

        @Override
        public void wake() {
            room.serve();
        }

        @Override
        public void stop(Ending reason) {
            room.leave(this);
        }

        // ---- the island

        @Override
        public boolean drive() {
            boolean moved = reader.drive();
            if (moved && reader.over()) {
                room.leave(this); // it has come to its end
            }
            return moved;
        }

        @Override
        public boolean over() {
            return reader.over();
        }

        @Override
        public boolean heldBack() {
            return reader.heldBack();
        }

        @Override
        public void abort(Ending ending) {
            reader.abort(ending);
        }

        /** Hears nothing more; hands on what it holds. */
        @Override
        public void drain() {
            room.leave(this);
            basin.end(Ending.DRAINED);
        }
    }
}
