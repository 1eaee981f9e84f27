package dev.weir.internal.stage;

import dev.weir.internal.compile.Op;
import dev.weir.internal.engine.SinkStep;
import dev.weir.internal.engine.Site;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** {@code collect}, {@code toList}: a {@link Collector}, one container for each run. */
public record Collect<T, A extends @Nullable Object, R extends @Nullable Object>(
        String kind, Collector<? super T, A, R> collector) implements Stage {
    @Override
    public int outlets() {
        return 0;
    }

    @Override
    @SuppressWarnings("unchecked") // what the finisher gets is the container
    public Op inlined() {
        return new Op.Collected(
                collector.supplier(), collector.accumulator(), (Function<@Nullable Object, R>) collector.finisher());
    }

    @Override
    public void open(Site site) {
        site.inlet(0, new Running<T, A, R>(site, collector));
    }

    private static final class Running<T, A extends @Nullable Object, R extends @Nullable Object> extends SinkStep<T> {
        private final Collector<? super T, A, R> collector;
        private final BiConsumer<A, ? super T> accumulator;
        private @Nullable Object container;
        private boolean begun;

        @SuppressWarnings("unchecked") // an accumulator of a supertype takes these items too
        Running(Site site, Collector<? super T, A, R> collector) {
            super(site);
            this.collector = collector;
            this.accumulator = (BiConsumer<A, ? super T>) collector.accumulator();
        }

        @SuppressWarnings({"unchecked", "NullAway"}) // a container is what its supplier says
        private A container() {
            if (!begun) {
                container = collector.supplier().get();
                begun = true;
            }
            return (A) container;
        }

        @Override
        protected boolean take(T item) {
            accumulator.accept(container(), item);
            return true;
        }

        @Override
        protected @Nullable Object kept() {
            return container();
        }

        @Override
        protected @Nullable Object value() {
            return collector.finisher().apply(container());
        }
    }
}
