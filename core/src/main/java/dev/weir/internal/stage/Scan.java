package dev.weir.internal.stage;

import dev.weir.Fn2;
import dev.weir.Make;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code scan}: each item folded into what came before, and what has come of it so far handed on. */
public record Scan<I, O>(Make<? extends O> first, Fn2<? super O, ? super I, ? extends O> fn) implements Stage {
    @Override
    public String kind() {
        return "scan";
    }

    @Override
    public void open(Site site) {
        site.step(new Running<I, O>(site, first, fn));
    }

    private static final class Running<I, O> extends Step<I, O> {
        private final Make<? extends O> first;
        private final Fn2<? super O, ? super I, ? extends O> fn;
        private @Nullable O soFar;

        Running(Site site, Make<? extends O> first, Fn2<? super O, ? super I, ? extends O> fn) {
            super(site);
            this.first = first;
            this.fn = fn;
        }

        @Override
        public boolean accept(I item) {
            O out;
            try {
                O before = soFar == null ? first.make() : soFar;
                out = Objects.requireNonNull(
                        fn.apply(before, item), "scan must answer an item but its function answered null");
            } catch (Throwable t) {
                return fail(t);
            }
            soFar = out;
            return next.accept(out);
        }
    }
}
