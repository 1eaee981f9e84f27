package dev.weir.internal.stage;

import dev.weir.Fn2;
import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.SinkStep;
import dev.weir.internal.engine.Site;
import java.util.Objects;

/** {@code reduce}: all items folded into one value. */
public record Reduce<T, R>(R first, Fn2<? super R, ? super T, ? extends R> fn) implements Stage {
    @Override
    public String kind() {
        return "reduce";
    }

    @Override
    public int outlets() {
        return 0;
    }

    @Override
    public Op inlined() {
        return new Op.Folded(first, fn);
    }

    @Override
    public void open(Site site) {
        site.inlet(0, new Running<T, R>(site, first, fn));
    }

    private static final class Running<T, R> extends SinkStep<T> {
        private final Fn2<? super R, ? super T, ? extends R> fn;
        private R soFar;

        Running(Site site, R first, Fn2<? super R, ? super T, ? extends R> fn) {
            super(site);
            this.fn = fn;
            this.soFar = first;
        }

        @Override
        protected boolean take(T item) throws Exception {
            soFar = Objects.requireNonNull(
                    fn.apply(soFar, item), "reduce must answer a value but its function answered null");
            return true;
        }

        @Override
        protected Object value() {
            return soFar;
        }

        @Override
        protected Object kept() {
            return soFar;
        }

        @Override
        @SuppressWarnings("unchecked") // what a loop has folded is what the function answers
        protected void keep(Object value) {
            soFar = (R) value;
        }
    }
}
