package dev.weir.internal.stage;

import dev.weir.internal.engine.SinkStep;
import dev.weir.internal.engine.Site;
import org.jspecify.annotations.Nullable;

/** {@code open}: one item at a time for the thread that drives the flow by asking. */
public record Handover<T>() implements Stage {
    @Override
    public String kind() {
        return "open";
    }

    @Override
    public int outlets() {
        return 0;
    }

    @Override
    public void open(Site site) {
        var hand = new Hand<T>(site);
        site.inlet(0, hand);
        site.door(hand);
    }

    /** What was handed over and not yet taken. Used by the driving thread only. */
    public static final class Hand<T> extends SinkStep<T> {
        private @Nullable T item;

        Hand(Site site) {
            super(site);
        }

        @Override
        protected boolean take(T given) {
            item = given;
            return false;
        }

        @Override
        public boolean room() {
            return item == null && super.room();
        }

        /** Whether there is one. */
        public boolean full() {
            return item != null;
        }

        /** Takes it. */
        public @Nullable T empty() {
            T taken = item;
            item = null;
            return taken;
        }

        @Override
        protected @Nullable Object value() {
            return null;
        }
    }
}
