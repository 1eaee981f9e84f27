package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.FlowCancelledException;
import dev.weir.LinkPressure;
import dev.weir.internal.engine.Ages;
import dev.weir.internal.engine.Gauge;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code sliding}: overlapping lists of items, by number. Holds the items of the next list that have come. */
public record Slide<T>(int size, int step) implements Stage {
    @Override
    public String kind() {
        return "sliding";
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(size));
    }

    @Override
    public boolean suspends() {
        return true;
    }

    @Override
    public void open(Site site) {
        var running = new Running<T>(site, size, step);
        site.step(running);
        site.gauge(running);
    }

    private static final class Running<T> extends Emitting<T, List<T>> implements Gauge {
        private final int size;
        private final int step;
        private final List<T> window = new ArrayList<>();
        private int given; // so many of them, the first ones, were in a list
        private int skip;
        private final Ages ages = new Ages();
        private final Tally in = new Tally();
        private final Tally out = new Tally();
        private final Tally dropped = new Tally();
        private final Tally discarded = new Tally();
        private volatile int held;
        private volatile int peak;

        Running(Site site, int size, int step) {
            super(site);
            this.size = size;
            this.step = step;
        }

        @Override
        protected void expand(T item) {
            in.add(1);
            if (skip > 0) {
                skip--;
                dropped.add(1);
                site.letGo(item);
                return;
            }
            window.add(item);
            held = window.size();
            peak = Math.max(peak, held);
            ages.came(in.get() - dropped.get() - 1, held, site.engine().nanoTime());
            if (held == size) {
                handOn();
                leave(Math.min(step, size));
                skip = Math.max(0, step - size);
            }
        }

        private void handOn() {
            try {
                awaitRoom();
            } catch (FlowCancelledException stopped) {
                discard();
                throw stopped;
            }
            List<T> list = List.copyOf(window);
            given = window.size();
            hand(list);
        }

        /** The first ones will be in no other list. */
        private void leave(int most) {
            int leaving = Math.min(most, window.size()); // what it was handed to may have stopped it
            window.subList(0, leaving).clear();
            out.add(leaving);
            given -= leaving;
            held = window.size();
        }

        /** Those that were in no list are let go. */
        private void discard() {
            List<T> fresh = List.copyOf(window.subList(given, window.size()));
            leave(given);
            window.clear();
            held = 0;
            discarded.add(fresh.size());
            fresh.forEach(site::letGo);
        }

        @Override
        protected void beforeEnd(Ending ending) {
            if (ending instanceof Ending.Done && given < window.size()) {
                try {
                    suspended();
                    handOn();
                } catch (Throwable t) {
                    fail(t);
                }
            }
            discard();
        }

        @Override
        public void cancel(Ending reason) {
            if (!over()) {
                discard();
            }
            super.cancel(reason);
        }

        @Override
        public LinkPressure read() {
            int now = held;
            long skipped = dropped.get();
            long unwanted = discarded.get();
            long left = out.get();
            Duration oldest = now == 0
                    ? Duration.ZERO
                    : Ages.since(ages.of(left), site.engine().nanoTime());
            return new LinkPressure(
                    site.name(),
                    size,
                    now,
                    peak,
                    0,
                    0,
                    oldest,
                    0,
                    left + now + skipped + unwanted,
                    left,
                    skipped,
                    0,
                    unwanted,
                    0);
        }

        @Override
        public Island reader() {
            return site.island();
        }

        /** It waits for more items, and for nothing else. */
        @Override
        public boolean oughtToMove() {
            return false;
        }

        @Override
        public boolean busy() {
            return false;
        }
    }
}
