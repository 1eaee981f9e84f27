package dev.weir.internal.stage;

import dev.weir.Test;
import dev.weir.internal.compile.Gate;
import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.GateStep;
import dev.weir.internal.engine.Site;

/** {@code dropWhile}: items from the first for which the test does not hold. */
public record DropWhile<T>(Test<? super T> test) implements Stage {
    @Override
    public String kind() {
        return "dropWhile";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Op inlined() {
        return new Op.Gated(DropWhile.class, test, this::gate);
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
        private boolean dropping = true;

        Running(Test<? super T> test) {
            this.test = test;
        }

        @Override
        public boolean passes(T item) throws Exception {
            dropping = dropping && test.holds(item);
            return !dropping;
        }
    }
}
