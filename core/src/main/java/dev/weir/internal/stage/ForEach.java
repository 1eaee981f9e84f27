package dev.weir.internal.stage;

import dev.weir.Action;
import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.SinkStep;
import dev.weir.internal.engine.Site;
import org.jspecify.annotations.Nullable;

/** {@code forEach}: does something with each item. */
public record ForEach<T>(Action<? super T> action) implements Stage {
    @Override
    public String kind() {
        return "forEach";
    }

    @Override
    public int outlets() {
        return 0;
    }

    @Override
    public Op inlined() {
        return new Op.Done(action);
    }

    @Override
    public void open(Site site) {
        site.inlet(0, new Running<T>(site, action));
    }

    private static final class Running<T> extends SinkStep<T> {
        private final Action<? super T> action;

        Running(Site site, Action<? super T> action) {
            super(site);
            this.action = action;
        }

        @Override
        protected boolean take(T item) throws Exception {
            action.on(item);
            return true;
        }

        @Override
        protected @Nullable Object value() {
            return null;
        }
    }
}
