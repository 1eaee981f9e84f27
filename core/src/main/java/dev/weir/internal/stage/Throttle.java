package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.Setting;
import dev.weir.Weigher;
import dev.weir.internal.engine.Alarm;
import dev.weir.internal.engine.Nanos;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code throttle}: at most so many items in each stretch of time, evenly spread after a burst. It holds nothing: before
 * an item's time there is no room.
 *
 * <p>The time of the next item is kept as a base and a number of items after it (the virtual scheduling form of the
 * generic cell rate algorithm, ITU-T I.371), so that rates whose interval is no whole number of nanoseconds stay exact.
 */
public record Throttle<T>(
        long items, long perNanos, long burst, @Nullable Weigher<? super T> cost) implements Stage {
    @Override
    public String kind() {
        return "throttle";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public void open(Site site) {
        var running = new Running<T>(site, this);
        site.step(running);
        site.dial(running::set);
    }

    private static final class Running<T> extends Step<T, T> {
        private long items;
        private long perNanos;
        private final long burst;
        private final AtomicReference<Setting.@Nullable Rate> changed = new AtomicReference<>();
        private final @Nullable Weigher<? super T> cost;
        private long ahead;
        private final Alarm alarm;
        private long base;
        private long after;
        private boolean offered;
        private boolean unused;

        Running(Site site, Throttle<T> stage) {
            super(site);
            this.items = stage.items;
            this.perNanos = stage.perNanos;
            this.cost = stage.cost;
            this.burst = stage.burst;
            this.ahead = nanos(burst - 1);
            this.alarm = new Alarm(site.engine(), site.island());
            this.base = alarm.now();
        }

        private long nanos(long count) {
            long whole = count / items;
            if (whole > Nanos.FOR_EVER / perNanos) {
                return Nanos.FOR_EVER;
            }
            return whole * perNanos + (long) ((double) (count % items) * perNanos / items);
        }

        @Override
        public boolean room() {
            return super.room() && due();
        }

        private boolean set(Setting setting) {
            if (!(setting instanceof Setting.Rate rate)) {
                return false;
            }
            changed.set(rate);
            site().island().wake();
            return true;
        }

        /** What was owed at the old rate is owed still. */
        private void change(Setting.Rate rate) {
            base += nanos(after);
            after = 0;
            items = rate.units();
            perNanos = Nanos.of(rate.per());
            ahead = nanos(burst - 1);
        }

        private boolean due() {
            Setting.Rate rate = changed.get() == null ? null : changed.getAndSet(null); // not one that comes meanwhile
            if (rate != null) {
                change(rate);
            }
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
            long units;
            try {
                units = cost == null ? 1 : weigh(cost, item);
            } catch (Throwable t) {
                return fail(t);
            }
            count(units);
            return next.accept(item) && !over() && due();
        }

        private static <T> long weigh(Weigher<? super T> cost, T item) {
            long units = cost.weigh(item);
            if (units < 0) {
                throw new IllegalArgumentException("an item must cost >= 0 but cost " + units);
            }
            return units;
        }

        /** A late wake-up is made good, as an item was waiting; time in which none was is not saved up. */
        private void count(long units) {
            long now = alarm.now();
            if (unused && now - (base + nanos(after)) > 0) {
                base = now;
                after = 0;
            }
            offered = false;
            unused = false;
            after += units;
            if (after >= items) {
                base += after / items * perNanos;
                after %= items;
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
