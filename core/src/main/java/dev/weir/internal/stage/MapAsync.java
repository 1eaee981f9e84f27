package dev.weir.internal.stage;

import dev.weir.Calls;
import dev.weir.Capacity;
import dev.weir.Fn;
import dev.weir.internal.engine.Call;
import dev.weir.internal.engine.SerialTask;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Window;
import dev.weir.internal.engine.Window.Caller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

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

    /** Makes the calls; each knows its stage, so that it can be cancelled. */
    private static final class Stages<I, O> implements Caller<I, O> {
        private static final int DEEPEST = 32;
        private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

        private final Fn<? super I, ? extends CompletionStage<? extends O>> fn;
        private final Retries retries;
        private final Site site;
        private final Map<Call<I, O>, Runnable> waiting =
                new LinkedHashMap<>(); // guarded by this; how each is woken no more
        private @Nullable Window<I, O> window;
        private volatile boolean stopped;

        Stages(Fn<? super I, ? extends CompletionStage<? extends O>> fn, Calls<? super I> calls, Site site) {
            this.fn = fn;
            this.retries = new Retries(calls.retry(), site);
            this.site = site;
        }

        @Override
        public void opened(Window<I, O> opened) {
            window = opened;
        }

        @Override
        public void call(Call<I, O> call, @Nullable SerialTask by) {
            call(call, 0);
        }

        /** One that is done may make room for the next, that is done at once too, and so on: not on one stack. */
        private void call(Call<I, O> call, int failures) {
            int depth = DEPTH.get();
            if (depth == DEEPEST) {
                site.engine().execute(() -> call(call, failures));
                return;
            }
            DEPTH.set(depth + 1);
            try {
                make(call, failures);
            } finally {
                DEPTH.set(depth);
            }
        }

        private void make(Call<I, O> call, int failures) {
            if (stopped) {
                unwanted(call, failures);
                return;
            }
            CompletionStage<? extends O> stage;
            try {
                retries.first(failures);
                stage = Objects.requireNonNull(
                        fn.apply(call.item()), "mapAsync must answer a stage but its function answered null");
            } catch (Throwable t) {
                failed(call, t, failures + 1);
                return;
            }
            call.madeBy(stage);
            if (stopped) { // pairs with stop(): one of the two finds the other
                cancel(stage);
            }
            stage.whenComplete((result, thrown) -> {
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
            if (nanos < 0 || !waits(call, failures, nanos)) {
                call.done(null, cause);
            }
        }

        /** False: it is not to be made again, as nothing is wanted any more. */
        private synchronized boolean waits(Call<I, O> call, int failures, long nanos) {
            if (stopped) {
                return false;
            }
            waiting.put(call, () -> {});
            Runnable cancel = site.engine().schedule(nanos, () -> again(call, failures));
            waiting.replace(call, cancel);
            return true;
        }

        private void again(Call<I, O> call, int failures) {
            boolean wanted;
            synchronized (this) {
                wanted = waiting.remove(call) != null;
            }
            if (wanted) {
                site.engine().execute(() -> call(call, failures));
            }
        }

        private static <I, O> void unwanted(Call<I, O> call, int failures) {
            if (failures == 0) {
                call.giveUp();
            } else { // its item was given to the function
                call.done(null, new CancellationException("it is not wanted any more"));
            }
        }

        private static void cancel(@Nullable Object stage) {
            try {
                if (stage instanceof Future<?> future) {
                    future.cancel(true);
                }
            } catch (UnsupportedOperationException e) {
                return; // a stage that only looks like a future: its result is ignored
            }
        }

        @Override
        public void stop() {
            stopped = true;
            if (window != null) {
                window.underWay(call -> cancel(call.maker()));
            }
            Map<Call<I, O>, Runnable> waited;
            synchronized (this) {
                waited = new LinkedHashMap<>(waiting);
                waiting.clear();
            }
            waited.forEach((call, cancel) -> {
                cancel.run();
                unwanted(call, 1);
            });
        }
    }
}
