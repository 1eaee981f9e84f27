package dev.weir.internal.stage;

import dev.weir.Fn;
import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;
import java.util.Objects;

/** {@code map}: one item for each. */
public record Map<I, O>(Fn<? super I, ? extends O> fn) implements Stage {
    @Override
    public String kind() {
        return "map";
    }

    @Override
    public Op inlined() {
        return new Op.Mapped(fn);
    }

    @Override
    public void open(Site site) {
        site.step(new Running<I, O>(site, fn));
    }

    private static final class Running<I, O> extends Step<I, O> {
        private final Fn<? super I, ? extends O> fn;

        Running(Site site, Fn<? super I, ? extends O> fn) {
            super(site);
            this.fn = fn;
        }

        @Override
        public boolean accept(I item) {
            O out;
            try {
                out = Objects.requireNonNull(fn.apply(item), "map must answer an item but its function answered null");
            } catch (Throwable t) {
                return fail(t);
            }
            return next.accept(out);
        }
    }
}
