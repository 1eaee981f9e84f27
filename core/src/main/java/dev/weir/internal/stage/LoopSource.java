package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Loops;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.TakingHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code Graph.loop}: where items come back. It ends when nothing goes round any more. */
public record LoopSource<T>(Object key, String name, Capacity capacity) implements Stage {
    @Override
    public String kind() {
        return "loop";
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
    public boolean goesRound() {
        return true;
    }

    @Override
    public void open(Site site) {
        Link<T> link = site.shared(key, () -> LoopSink.link(site, key, name, capacity));
        var running = new Running<>(link, site.next(0), site.island());
        site.drive(site.island(), running);
        site.loop(running);
        site.gauge(link);
    }

    private static final class Running<T> extends TakingHead<T> implements Loops.Head {
        private final Link<T> link;
        private final Island island;
        private volatile boolean ended;

        Running(Link<T> link, Inlet<T> next, Island island) {
            super(next, island);
            this.link = link;
            this.island = island;
            next.fedBy(this);
        }

        @Override
        public void quiet(boolean over) {
            if (over) {
                ended = true;
                island.wake();
            }
        }

        @Override
        public @Nullable T next() {
            return link.poll();
        }

        @Override
        protected @Nullable Ending ended() {
            if (ended && !link.ready()) {
                link.cancel(Ending.DONE);
                return Ending.DONE;
            }
            return link.ended();
        }

        @Override
        protected boolean rest() {
            return link.sleep();
        }

        @Override
        protected boolean ready() {
            return link.ready();
        }

        @Override
        protected void letGo(Ending reason) {
            link.cancel(reason);
        }
    }
}
