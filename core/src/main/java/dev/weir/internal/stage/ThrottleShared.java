package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.LinkPressure;
import dev.weir.Rate;
import dev.weir.internal.engine.Alarm;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Gauge;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code throttle} with a {@link Rate}: holds the item whose moment has not come. */
public record ThrottleShared<T>(Rate rate) implements Stage {
    @Override
    public String kind() {
        return "throttle";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(1));
    }

    @Override
    public void open(Site site) {
        var running = new Running<T>(site, rate);
        site.step(running);
        site.drive(site.island(), running);
        site.gauge(running);
    }

    private static final class Running<T> extends Step<T, T> implements Driver, Gauge {
        private final Rate rate;
        private final Alarm alarm;
        private volatile @Nullable T waiting;
        private long at;
        private @Nullable Ending ending;
        private volatile long in;
        private volatile long discarded;

        Running(Site site, Rate rate) {
            super(site);
            this.rate = rate;
            this.alarm = new Alarm(site.engine(), site.island());
        }

        @Override
        public boolean room() {
            return waiting == null && ending == null && super.room();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // only the island writes
        public boolean accept(T item) {
            in++;
            at = rate.reserve(alarm.now(), 1);
            if (alarm.now() - at >= 0) {
                return next.accept(item) && !over;
            }
            waiting = item;
            alarm.at(at);
            return false;
        }

        @Override
        public boolean drive() {
            T item = waiting;
            if (item == null || over || !next.room()) {
                return false;
            }
            if (alarm.now() - at < 0) {
                alarm.at(at);
                return false;
            }
            waiting = null;
            alarm.clear();
            next.accept(item);
            if (ending != null) {
                super.end(ending);
            }
            return true;
        }

        @Override
        public void end(Ending how) {
            if (waiting != null && !(how instanceof Ending.Cancelled)) {
                ending = how;
            } else {
                letGo();
                super.end(how);
            }
        }

        private void letGo() {
            T item = waiting;
            waiting = null;
            alarm.clear();
            if (item != null) {
                discarded = 1;
                site.letGo(item);
            }
        }

        @Override
        public void cancel(Ending reason) {
            letGo();
            super.cancel(reason);
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
            return waiting != null;
        }

        @Override
        public LinkPressure read() {
            long came = in;
            int held = waiting == null ? 0 : 1;
            return new LinkPressure(
                    site.name(), 1, held, came > 0 ? 1 : 0, 0, 0, came, came - held - discarded, 0, 0, discarded);
        }

        @Override
        public Island reader() {
            return site.island();
        }
    }
}
