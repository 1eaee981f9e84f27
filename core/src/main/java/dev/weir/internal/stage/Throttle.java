package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.internal.engine.Alarm;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;

/**
 * {@code throttle}: at most so many items in each stretch of time, evenly spread after a burst. It holds nothing: before
 * an item's time there is no room.
 *
 * <p>The time of the next item is kept as a base and a number of items after it (the virtual scheduling form of the
 * generic cell rate algorithm, ITU-T I.371), so that rates whose interval is no whole number of nanoseconds stay exact.
 */
public record Throttle<T>(long items, long perNanos, long burst) implements Stage {
    @Override
    public String kind() {
        return "throttle";
    }

    @Override
    public void open(Site site) {
        site.step(new Running<T>(site, items, perNanos, burst));
    }

    private static final class Running<T> extends Step<T, T> {
        private final long items;
        private final long perNanos;
        private final long ahead;
        private final Alarm alarm;
        private long base;
        private long after;
        private boolean offered;
        private boolean unused;

        Running(Site site, long items, long perNanos, long burst) {
            super(site);
            this.items = items;
            this.perNanos = perNanos;
            this.ahead = nanos(burst - 1);
            this.alarm = new Alarm(site.engine(), site.island());
            this.base = alarm.now();
        }

        private long nanos(long count) {
            return count / items * perNanos + (long) ((double) (count % items) * perNanos / items);
        }

        @Override
        public boolean room() {
            return super.room() && due();
        }

        private boolean due() {
            long now = alarm.now();
            long open = base + nanos(after) - ahead;
            if (now - open >= 0) {
                unused = offered; // it had its chance before and there was no item
                offered = true;
                return true;
            }
            alarm.at(open);
            return false;
        }

        @Override
        public boolean accept(T item) {
            count();
            return next.accept(item) && due();
        }

        /** A late wake-up is made good, as an item was waiting; time in which none was is not saved up. */
        private void count() {
            long now = alarm.now();
            if (unused && now - (base + nanos(after)) > 0) {
                base = now;
                after = 0;
            }
            offered = false;
            unused = false;
            after++;
            if (after == items) {
                base += perNanos;
                after = 0;
            }
        }

        @Override
        public void end(Ending ending) {
            alarm.clear();
            super.end(ending);
        }

        @Override
        public void cancel(Ending reason) {
            alarm.clear();
            super.cancel(reason);
        }
    }
}
