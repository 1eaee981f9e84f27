package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Fn;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Window.Call;
import dev.weir.internal.engine.Window.Caller;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** {@code mapAsync}: calls that answer later, so many under way at a time. */
public record MapAsync<I, O>(int most, boolean ordered, Fn<? super I, ? extends CompletionStage<? extends O>> fn)
        implements Stage {
    @Override
    public String kind() {
        return ordered ? "mapAsync" : "mapAsyncUnordered";
    }

    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(most));
    }

    @Override
    public void open(Site site) {
        Windows.open(site, most, ordered, new Stages<I, O>(fn));
    }

    /** Remembers the calls under way, to cancel them. */
    private static final class Stages<I, O> implements Caller<I, O> {
        private final Fn<? super I, ? extends CompletionStage<? extends O>> fn;
        private final Set<CompletionStage<?>> underWay = new HashSet<>();

        Stages(Fn<? super I, ? extends CompletionStage<? extends O>> fn) {
            this.fn = fn;
        }

        @Override
        public void call(Call<I, O> call) {
            CompletionStage<? extends O> stage;
            try {
                stage = Objects.requireNonNull(
                        fn.apply(call.item()), "mapAsync must answer a stage but its function answered null");
            } catch (Throwable t) {
                call.done(null, t);
                return;
            }
            synchronized (this) {
                underWay.add(stage);
            }
            stage.whenComplete((result, thrown) -> {
                synchronized (this) {
                    underWay.remove(stage);
                }
                call.done(
                        result,
                        thrown instanceof CompletionException e && e.getCause() != null ? e.getCause() : thrown);
            });
        }

        @Override
        public void stop() {
            List<CompletionStage<?>> stopped;
            synchronized (this) {
                stopped = List.copyOf(underWay);
                underWay.clear();
            }
            for (CompletionStage<?> stage : stopped) {
                if (stage instanceof Future<?> future) {
                    future.cancel(true);
                }
            }
        }
    }
}
