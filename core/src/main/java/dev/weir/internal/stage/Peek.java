package dev.weir.internal.stage;

import dev.weir.Action;
import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;

/** {@code peek}: does something with each item on its way. */
public record Peek<T>(Action<? super T> action) implements Stage {
    @Override
    public String kind() {
        return "peek";
    }

    @Override
    public boolean keepsItems() {
        return true;
    }

    @Override
    public Op inlined() {
        return new Op.Peeked(action);
    }

    @Override
    public void open(Site site) {
        site.step(new Running<T>(site, action));
    }

    private static final class Running<T> extends Step<T, T> {
        private final Action<? super T> action;

        Running(Site site, Action<? super T> action) {
            super(site);
            this.action = action;
        }

        @Override
        public boolean accept(T item) {
            try {
                action.on(item);
            } catch (Throwable t) {
                return fail(t);
            }
            return next.accept(item);
        }
    }
}
