package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Fn;
import dev.weir.internal.engine.InnerFlow;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;
import java.util.List;

/** {@code recover}: when what is before it fails, another source takes its place. */
public record Recover<T>(Fn<? super Throwable, InnerFlow> other, int holdsAtMost) implements Nesting {
    @Override
    public String kind() {
        return "recover";
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(holdsAtMost));
    }

    @Override
    public void open(Site site) {
        var running = new Running<T>(site, other, holdsAtMost);
        site.step(running);
        site.gauge(running.inners);
    }

    private static final class Running<T> extends Step<T, T> {
        private final Fn<? super Throwable, InnerFlow> other;
        private final Inners<T> inners;

        Running(Site site, Fn<? super Throwable, InnerFlow> other, int holdsAtMost) {
            super(site);
            this.other = other;
            this.inners = new Inners<>(site, next, holdsAtMost, true);
        }

        @Override
        public boolean accept(T item) {
            return next.accept(item);
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // the same failure, not one like it
        public void end(Ending ending) {
            if (over() || !(ending instanceof Ending.Failed failed)) {
                inners.cancel(ending);
                super.end(ending);
                return;
            }
            try {
                inners.run(other.apply(failed.cause()), super::end);
            } catch (Throwable t) {
                inners.cancel(failed);
                if (t == failed.cause()) {
                    super.end(failed); // what it would not recover goes on as it came
                } else {
                    t.addSuppressed(failed.cause());
                    fail(t);
                }
            }
        }

        @Override
        public void cancel(Ending reason) {
            inners.cancel(reason);
            super.cancel(reason);
        }
    }
}
