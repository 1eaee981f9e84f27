package dev.weir.internal.stage;

import dev.weir.Budget;
import dev.weir.Calls;
import dev.weir.internal.engine.Call;
import dev.weir.internal.engine.SerialTask;
import dev.weir.internal.engine.Window;
import dev.weir.internal.engine.Window.Caller;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls that take from a shared budget before they are made, and give back when they are done. */
final class Budgeted<I, O> implements Caller<I, O> {
    private final Budget.Member member;
    private final Calls<? super I> settings;
    private final Caller<I, O> calls;
    private final Map<Call<I, O>, Long> granted = new HashMap<>(); // guarded by this
    private final Map<Call<I, O>, Long> asking = new LinkedHashMap<>(); // guarded by this
    private boolean stopped; // guarded by this

    Budgeted(Budget budget, Calls<? super I> settings, Caller<I, O> calls) {
        this.member = budget.join();
        this.settings = settings;
        this.calls = calls;
    }

    @Override
    public void opened(Window<I, O> window) {
        calls.opened(window);
    }

    @Override
    public void call(Call<I, O> call, @Nullable SerialTask by) {
        long cost;
        try {
            cost = settings.cost(call.item());
            if (mayAsk(call, cost)) {
                member.ask(cost, () -> grant(call, cost));
            } else {
                call.giveUp();
            }
        } catch (Throwable t) {
            synchronized (this) {
                asking.remove(call);
            }
            call.done(null, t);
        }
    }

    private synchronized boolean mayAsk(Call<I, O> call, long cost) {
        if (!stopped) {
            asking.put(call, cost);
        }
        return !stopped;
    }

    private void grant(Call<I, O> call, long cost) {
        boolean wanted;
        synchronized (this) {
            wanted = asking.remove(call) != null;
            if (wanted) {
                granted.put(call, cost);
            }
        }
        if (wanted) {
            calls.call(call, null);
        } else {
            member.giveBack(cost); // given up on the way
        }
    }

    @Override
    public void settled(Call<I, O> call) {
        calls.settled(call);
        Long cost;
        synchronized (this) {
            cost = granted.remove(call);
        }
        if (cost != null) {
            member.giveBack(cost);
        }
    }

    @Override
    public void stop() {
        List<Call<I, O>> left;
        synchronized (this) {
            stopped = true;
            left = List.copyOf(asking.keySet());
            asking.clear();
        }
        member.leave();
        left.forEach(Call::giveUp);
        calls.stop();
    }
}
