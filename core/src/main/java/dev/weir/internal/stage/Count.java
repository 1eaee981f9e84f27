package dev.weir.internal.stage;

import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.SinkStep;
import dev.weir.internal.engine.Site;

/** {@code count}: how many items came. */
public record Count<T>() implements Stage {
    @Override
    public String kind() {
        return "count";
    }

    @Override
    public int outlets() {
        return 0;
    }

    @Override
    public Op inlined() {
        return new Op.Counted();
    }

    @Override
    public void open(Site site) {
        site.inlet(0, new Running<T>(site));
    }

    private static final class Running<T> extends SinkStep<T> {
        private long count;

        Running(Site site) {
            super(site);
        }

        @Override
        protected boolean take(T item) {
            count++;
            return true;
        }

        @Override
        protected Object value() {
            return count;
        }

        @Override
        protected void took(long items) {
            super.took(items);
            count += items;
        }
    }
}
