package dev.weir.internal.stage;

import dev.weir.Test;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;

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
    public void open(Site site) {
        site.step(new Running<T>(site, test));
    }

    private static final class Running<T> extends Step<T, T> {
        private final Test<? super T> test;
        private boolean dropping = true;

        Running(Site site, Test<? super T> test) {
            super(site);
            this.test = test;
        }

        @Override
        public boolean accept(T item) {
            try {
                dropping = dropping && test.holds(item);
            } catch (Throwable t) {
                return fail(t);
            }
            if (dropping) {
                site.letGo(item);
                return true;
            }
            return next.accept(item);
        }
    }
}
