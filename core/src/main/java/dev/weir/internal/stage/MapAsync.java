package dev.weir.internal.stage;

import dev.weir.Calls;
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
public record MapAsync<I, O>(
        String kind, Calls<? super I> calls, Fn<? super I, ? extends CompletionStage<? extends O>> fn)
        implements Stage {
    @Override
    public Cut cut() {
        return Cut.BEFORE;
    }

    @Override
    public List<Capacity> holds() {
        return List.of(Capacity.items(calls.most()));
    }

    @Override
    public void open(Site site) {
        Windows.open(site, calls, new Stages<I, O>(fn, calls, site));
    }

    /** Remembers the calls under way, to cancel them. */
    private static final class Stages<I, O> implements Caller<I, O> {
        private final Fn<? super I, ? extends CompletionStage<? extends O>> fn;
        private final Retries retries;
        private final Site site;
        private final Set<CompletionStage<?>> underWay = new HashSet<>(); // guarded by this
        private boolean stopped; // guarded by this

        Stages(Fn<? super I, ? extends CompletionStage<? extends O>> fn, Calls<? super I> calls, Site site) {
            this.fn = fn;
            this.retries = new Retries(calls.retry(), site);
            this.site = site;
        }

        @Override
        public void call(Call<I, O> call) {
            call(call, 0);
        }

        private void call(Call<I, O> call, int failures) {
            CompletionStage<? extends O> stage;
            try {
                retries.first(failures);
                stage = Objects.requireNonNull(
                        fn.apply(call.item()), "mapAsync must answer a stage but its function answered null");
            } catch (Throwable t) {
                failed(call, t, failures + 1);
                return;
            }
            synchronized (this) {
                underWay.add(stage);
            }
            stage.whenComplete((result, thrown) -> {
                synchronized (this) {
                    underWay.remove(stage);
                }
                if (thrown == null) {
                    call.done(result, null);
                } else {
                    failed(call, unwrapped(thrown), failures + 1);
                }
            });
        }

        private static Throwable unwrapped(Throwable thrown) {
            return thrown instanceof CompletionException e && e.getCause() != null ? e.getCause() : thrown;
        }

        private void failed(Call<I, O> call, Throwable cause, int failures) {
            long nanos = retries.waitNanos(cause, failures);
            if (nanos < 0 || isStopped()) {
                call.done(null, cause);
                return;
            }
            Runnable again = () -> again(call, cause, failures);
            var _ = site.engine().schedule(nanos, () -> site.engine().execute(again));
        }

        private void again(Call<I, O> call, Throwable cause, int failures) {
            if (isStopped()) {
                call.done(null, cause);
            } else {
                call(call, failures);
            }
        }

        private synchronized boolean isStopped() {
            return stopped;
        }

        private static void cancel(Future<?> future) {
            try {
                future.cancel(true);
            } catch (UnsupportedOperationException e) {
                return; // a stage that only looks like a future: its result is ignored
            }
        }

        @Override
        public void stop() {
            List<CompletionStage<?>> left;
            synchronized (this) {
                stopped = true;
                left = List.copyOf(underWay);
                underWay.clear();
            }
            for (CompletionStage<?> stage : left) {
                if (stage instanceof Future<?> future) {
                    cancel(future);
                }
            }
        }
    }
}
