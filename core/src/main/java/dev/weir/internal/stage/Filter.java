package dev.weir.internal.stage;

import dev.weir.Test;
import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;

/** {@code filter}: the items for which the test holds. */
public record Filter<T>(Test<? super T> test) implements Stage {
    @Override
    public String kind() {
        return "filter";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Op inlined() {
        return new Op.Filtered(test);
    }

    @Override
    public void open(Site site) {
        site.step(new Running<T>(site, test));
    }

    private static final class Running<T> extends Step<T, T> {
        private final Test<? super T> test;

        Running(Site site, Test<? super T> test) {
            super(site);
            this.test = test;
        }

        @Override
        public boolean accept(T item) {
            boolean holds;
            try {
                holds = test.holds(item);
            } catch (Throwable t) {
                return fail(t);
            }
            if (!holds) {
                letGo(item);
                return true;
            }
            return next.accept(item);
        }
    }
}
