package dev.weir.internal.stage;

import dev.weir.Calls;
import dev.weir.Fn;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Window.Call;
import dev.weir.internal.engine.Window.Caller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocking calls on threads that stay while there are calls to make. The window bounds the calls, and so the
 * queue. The run is not over before the last worker is.
 */
class Workers<I, O> implements Caller<I, O> {
    private final Fn<? super I, ? extends O> fn;
    private final int most;
    private final Retries retries;
    private final Site site;
    private final Deque<Call<I, O>> waiting = new ArrayDeque<>();
    private final Set<Thread> threads = new LinkedHashSet<>(); // in one order, for simulations
    private int workers;
    private boolean stopped;

    Workers(Fn<? super I, ? extends O> fn, Calls<? super I> calls, Site site) {
        this.fn = fn;
        this.most = calls.most();
        this.retries = new Retries(calls.retry(), site);
        this.site = site;
    }

    @Override
    public void call(Call<I, O> call) {
        boolean unwanted;
        boolean begin;
        synchronized (this) {
            unwanted = stopped;
            begin = !stopped && workers < most;
            workers += begin ? 1 : 0;
            if (!stopped) {
                waiting.add(call);
            }
        }
        if (unwanted) {
            call.giveUp();
        }
        if (!begin) {
            return;
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
        int failures = 0;
        while (true) {
            try {
                retries.first(failures);
                O result = fn.apply(call.item());
                call.done(result, null);
                return;
            } catch (Throwable t) {
                failures++;
                if (isStopped() || !retries.waited(t, failures)) {
                    failed(call, t);
                    return;
                }
            }
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** A call has failed for good. */
    protected void failed(Call<I, O> call, Throwable cause) {
        call.done(null, cause);
    }

    private synchronized @Nullable Call<I, O> take() {
        Call<I, O> call = waiting.poll();
        if (call == null || stopped) {
            workers--;
            if (threads.remove(Thread.currentThread()) && stopped) {
                Thread.interrupted(); // it was for the worker, not for what this thread does next
            }
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
            threads.forEach(site.engine()::interrupt);
        }
        left.forEach(Call::giveUp);
    }
}
