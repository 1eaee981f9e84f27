package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Fn;
import dev.weir.internal.engine.InnerFlow;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code flatMap}: a source for each item, one after the other. */
public record FlatMap<I, O>(Fn<? super I, InnerFlow> inner, int holdsAtMost) implements Nesting {
    @Override
    public String kind() {
        return "flatMap";
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(holdsAtMost));
    }

    @Override
    public void open(Site site) {
        var running = new Running<I, O>(site, inner, holdsAtMost);
        site.step(running);
        site.gauge(running.inners);
    }

    private static final class Running<I, O> extends Step<I, O> {
        private final Fn<? super I, InnerFlow> fn;
        private final Inners<O> inners;
        private final Consumer<Ending> innerEnded = this::innerEnded;
        private @Nullable Ending ending;

        Running(Site site, Fn<? super I, InnerFlow> fn, int holdsAtMost) {
            super(site);
            this.fn = fn;
            this.inners = new Inners<>(site, next, holdsAtMost);
        }

        @Override
        public boolean room() {
            return inners.idle() && super.room();
        }

        @Override
        public boolean accept(I item) {
            try {
                inners.run(fn.apply(item), innerEnded);
            } catch (Throwable t) {
                return fail(t);
            }
            return room();
        }

        private void innerEnded(Ending how) {
            if (!(how instanceof Ending.Done)) {
                cancelUpstream(how);
                super.end(how);
            } else if (ending != null) {
                super.end(ending);
            }
        }

        @Override
        public void end(Ending how) {
            if (how instanceof Ending.Cancelled) {
                inners.cancel(how);
            }
            if (inners.idle()) {
                super.end(how);
            } else {
                ending = how;
            }
        }

        @Override
        public void cancel(Ending reason) {
            inners.cancel(reason);
            super.cancel(reason);
        }
    }
}
