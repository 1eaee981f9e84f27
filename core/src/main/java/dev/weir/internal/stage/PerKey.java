package dev.weir.internal.stage;

import dev.weir.Fn;
import dev.weir.internal.engine.Window;
import dev.weir.internal.engine.Window.Call;
import dev.weir.internal.engine.Window.Caller;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call at a time for each key; the others of that key wait, within the window. */
final class PerKey<I, O> implements Caller<I, O> {
    private final Fn<? super I, ?> keyOf;
    private final Caller<I, O> calls;
    private final Map<Object, Deque<Call<I, O>>> busy = new HashMap<>(); // guarded by this
    private final Map<Call<I, O>, Object> keys = new HashMap<>(); // guarded by this

    private final Deque<Call<I, O>> due = new ArrayDeque<>(); // guarded by this
    private boolean making; // guarded by this

    PerKey(Fn<? super I, ?> keyOf, Caller<I, O> calls) {
        this.keyOf = keyOf;
        this.calls = calls;
    }

    @Override
    public void opened(Window<I, O> window) {
        calls.opened(window);
    }

    @Override
    public void call(Call<I, O> call) {
        Object key;
        try {
            key = Objects.requireNonNull(keyOf.apply(call.item()), "a key must be given but it was null");
        } catch (Throwable t) {
            call.done(null, t);
            return;
        }
        synchronized (this) {
            keys.put(call, key);
            Deque<Call<I, O>> line = busy.get(key);
            if (line != null) {
                line.add(call);
                return;
            }
            busy.put(key, new ArrayDeque<>(0));
        }
        makeSoon(call);
    }

    @Override
    public void settled(Call<I, O> call) {
        calls.settled(call);
        Call<I, O> next;
        synchronized (this) {
            Object key = keys.remove(call);
            Deque<Call<I, O>> line = key == null ? null : busy.get(key);
            if (line == null) {
                return; // given up before it had its turn
            }
            next = line.poll();
            if (next == null) {
                busy.remove(key);
            }
        }
        if (next != null) {
            makeSoon(next);
        }
    }

    /** Calls that are answered at once settle inside of being made: the next is made when that has come back. */
    private void makeSoon(Call<I, O> call) {
        synchronized (this) {
            due.add(call);
            if (making) {
                return;
            }
            making = true;
        }
        for (Call<I, O> next = nextDue(); next != null; next = nextDue()) {
            calls.call(next);
        }
    }

    private synchronized @Nullable Call<I, O> nextDue() {
        Call<I, O> next = due.poll();
        making = next != null;
        return next;
    }

    @Override
    public void stop() {
        List<Call<I, O>> left = new ArrayList<>();
        synchronized (this) {
            busy.values().forEach(left::addAll);
            left.addAll(due);
            due.clear();
            left.forEach(keys::remove);
            busy.values().forEach(Deque::clear);
        }
        left.forEach(Call::giveUp);
        calls.stop();
    }
}
