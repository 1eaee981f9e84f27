package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Rate;
import dev.weir.internal.engine.Alarm;
import dev.weir.internal.engine.Driver;
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
        site.gauge(running.hand);
    }

    private static final class Running<T> extends Step<T, T> implements Driver {
        private final Rate rate;
        private final Alarm alarm;
        private final InHand<T> hand;
        private long at;
        private @Nullable Ending ending;

        Running(Site site, Rate rate) {
            super(site);
            this.rate = rate;
            this.hand = new InHand<>(site, site.name());
            this.alarm = new Alarm(site.engine(), site.island());
        }

        @Override
        public boolean room() {
            return hand.isEmpty() && ending == null && super.room();
        }

        @Override
        public boolean accept(T item) {
            hand.take(item);
            at = rate.reserve(alarm.now(), 1);
            if (alarm.now() - at >= 0) {
                hand.clear();
                return next.accept(item) && !over();
            }
            hand.waits();
            alarm.at(at);
            return false;
        }

        @Override
        public boolean drive() {
            T item = hand.item();
            if (item == null || over() || !next.room()) {
                return false;
            }
            if (alarm.now() - at < 0) {
                alarm.at(at);
                return false;
            }
            hand.clear();
            alarm.clear();
            next.accept(item);
            if (ending != null) {
                super.end(ending);
            }
            return true;
        }

        @Override
        public void end(Ending how) {
            if (!hand.isEmpty() && !(how instanceof Ending.Cancelled)) {
                ending = how;
            } else {
                letGo();
                super.end(how);
            }
        }

        private void letGo() {
            alarm.clear();
            hand.discard();
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
        public boolean heldBack() {
            return !hand.isEmpty();
        }
    }
}
