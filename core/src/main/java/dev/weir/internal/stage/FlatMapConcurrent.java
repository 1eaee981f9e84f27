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

/** {@code flatMapConcurrent}: a source for each item, so many at a time, their items as they come. */
public record FlatMapConcurrent<I, O>(int sources, Fn<? super I, InnerFlow> inner, int holdsAtMost) implements Nesting {
    @Override
    public String kind() {
        return "flatMapConcurrent";
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(sources), Capacity.items(holdsAtMost));
    }

    @Override
    public void open(Site site) {
        var running = new Running<I, O>(site, this);
        site.step(running);
        site.gauge(running.inners);
        site.gauge(running.inners.items(sources));
    }

    private static final class Running<I, O> extends Step<I, O> {
        private final Fn<? super I, InnerFlow> fn;
        private final int most;
        private final Inners<O> inners;
        private final Consumer<Ending> innerEnded = this::innerEnded;
        private @Nullable Ending ending;

        Running(Site site, FlatMapConcurrent<I, O> stage) {
            super(site);
            this.fn = stage.inner;
            this.most = stage.sources;
            this.inners = new Inners<>(site, next, stage.holdsAtMost);
        }

        @Override
        public boolean room() {
            return inners.running() < most && super.room();
        }

        @Override
        public boolean accept(I item) {
            try {
                inners.run(fn.apply(item), innerEnded);
            } catch (Throwable t) {
                Ending failed = failure(t);
                inners.cancel(failed);
                return stop(failed);
            }
            return room();
        }

        private void innerEnded(Ending how) {
            if (!(how instanceof Ending.Done)) {
                inners.cancel(how);
                cancelUpstream(how);
                super.end(how);
            } else if (ending != null && inners.idle()) {
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
