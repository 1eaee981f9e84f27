package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Sides;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import java.util.Objects;

/**
 * The outlet that leads down, and before it what the layer has to say of its own: that goes first, and has a place of its
 * own until there is room. The outlet ends when that place is empty.
 */
final class ControlLane extends LayerEnd {
    /** The way into the place. */
    final Sides.Out<Object> own = new Sides.Out<>() {
        @Override
        public boolean room() {
            return ControlLane.this.wanted() && waiting.room();
        }

        @Override
        public void put(Object item) {
            if (!room()) {
                throw new IllegalStateException(
                        "a control lane must have room when an item is put but had none; ask room() first");
            }
            waiting.put(item);
        }

        @Override
        public boolean wanted() {
            return ControlLane.this.wanted();
        }

        @Override
        public void end() {
            ControlLane.this.end();
        }
    };

    private final Link<Object> waiting;
    private boolean ending;

    ControlLane(Site site, Switchboard board, int number, Capacity capacity) {
        super(board, number);
        waiting = new Link<>(site.name() + ".control", capacity, site.island(), site.island(), site);
        site.gauge(waiting);
    }

    /** Sends what waits, as far as there is room. Whether any was sent, or it has ended. */
    boolean send() {
        boolean any = false;
        while (waiting.ready() && super.room()) {
            super.put(Objects.requireNonNull(waiting.poll())); // it is ready
            any = true;
        }
        if (ending && !waiting.ready() && super.wanted()) {
            super.end();
            any = true;
        }
        return any;
    }

    boolean isEmpty() {
        return !waiting.ready();
    }

    /** What is still there is let go. */
    void close() {
        waiting.end(Ending.DONE);
        waiting.cancel(Ending.DONE);
    }

    @Override
    public boolean room() {
        return !ending && !waiting.ready() && super.room();
    }

    @Override
    public boolean wanted() {
        return !ending && super.wanted();
    }

    @Override
    public void end() {
        ending = true;
    }
}
