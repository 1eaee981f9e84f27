package dev.weir.internal.stage;

import dev.weir.Test;
import dev.weir.internal.compile.Gate;
import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.GateStep;
import dev.weir.internal.engine.Site;

/** {@code takeWhile}: items up to the first for which the test does not hold; that one ends both directions. */
public record TakeWhile<T>(Test<? super T> test) implements Stage {
    @Override
    public String kind() {
        return "takeWhile";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Op inlined() {
        return new Op.Gated(TakeWhile.class, test, this::gate);
    }

    @Override
    public void open(Site site) {
        site.step(new GateStep<>(site, gate()));
    }

    private Gate<T> gate() {
        return new Running<>(test);
    }

    private static final class Running<T> extends Gate<T> {
        private final Test<? super T> test;

        Running(Test<? super T> test) {
            this.test = test;
        }

        @Override
        public boolean passes(T item) throws Exception {
            closes = !test.holds(item);
            return !closes;
        }
    }
}
