package dev.weir.internal.stage;

import dev.weir.Fn;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Window.Call;
import dev.weir.internal.engine.Window.Caller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocking calls on threads that stay while there are calls to make. The window bounds the calls, and so the
 * queue. The run is not over before the last worker is.
 */
final class Workers<I, O> implements Caller<I, O> {
    private final Fn<? super I, ? extends O> fn;
    private final int most;
    private final Site site;
    private final Deque<Call<I, O>> waiting = new ArrayDeque<>();
    private final Set<Thread> threads = new HashSet<>();
    private int workers;
    private boolean stopped;

    Workers(Fn<? super I, ? extends O> fn, int most, Site site) {
        this.fn = fn;
        this.most = most;
        this.site = site;
    }

    @Override
    public void call(Call<I, O> call) {
        synchronized (this) {
            if (stopped) {
                site.letGo(call.item());
                return;
            }
            waiting.add(call);
            if (workers == most) {
                return;
            }
            workers++;
        }
        site.enter();
        site.engine().executeBlocking(this::work);
    }

    private void work() {
        try {
            for (Call<I, O> call = take(); call != null; call = take()) {
                make(call);
            }
        } finally {
            site.leave();
        }
    }

    private void make(Call<I, O> call) {
        O result = null;
        Throwable thrown = null;
        try {
            result = fn.apply(call.item());
        } catch (Throwable t) {
            thrown = t;
        }
        call.done(result, thrown);
    }

    private synchronized @Nullable Call<I, O> take() {
        Call<I, O> call = waiting.poll();
        if (call == null || stopped) {
            workers--;
            threads.remove(Thread.currentThread());
            return null;
        }
        threads.add(Thread.currentThread());
        return call;
    }

    @Override
    public void stop() {
        List<Call<I, O>> left;
        synchronized (this) {
            stopped = true;
            left = List.copyOf(waiting);
            waiting.clear();
            threads.forEach(Thread::interrupt);
        }
        left.forEach(call -> site.letGo(call.item()));
    }
}
