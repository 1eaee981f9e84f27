package dev.weir.internal.stage;

import dev.weir.Fn;
import dev.weir.internal.engine.Call;
import dev.weir.internal.engine.SerialTask;
import dev.weir.internal.engine.Window;
import dev.weir.internal.engine.Window.Caller;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call at a time for each key; the others of that key wait, within the window. */
final class PerKey<I, O> implements Caller<I, O> {
    private final Fn<? super I, ?> keyOf;
    private final Caller<I, O> calls;
    private final Map<Object, Deque<Call<I, O>>> busy = new LinkedHashMap<>(); // guarded by this
    private final Map<Call<I, O>, Object> keys = new HashMap<>(); // guarded by this

    PerKey(Fn<? super I, ?> keyOf, Caller<I, O> calls) {
        this.keyOf = keyOf;
        this.calls = calls;
    }

    @Override
    public void opened(Window<I, O> window) {
        calls.opened(window);
    }

    @Override
    public void call(Call<I, O> call, @Nullable SerialTask by) {
        boolean mayCall;
        try {
            Object key = Objects.requireNonNull(keyOf.apply(call.item()), "a key must be given but it was null");
            mayCall = standInLine(call, key);
        } catch (Throwable t) { // also out of the key's hashCode or equals
            call.done(null, t);
            return;
        }
        if (mayCall) {
            calls.call(call, by);
        }
    }

    /** Whether it is the first of its key. */
    private synchronized boolean standInLine(Call<I, O> call, Object key) {
        Deque<Call<I, O>> line = busy.get(key);
        if (line == null) {
            busy.put(key, new ArrayDeque<>(0));
        } else {
            line.add(call);
        }
        keys.put(call, key);
        return line == null;
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
            calls.call(next, null);
        }
    }

    @Override
    public void stop() {
        List<Call<I, O>> left = new ArrayList<>();
        synchronized (this) {
            busy.values().forEach(left::addAll);
            left.forEach(keys::remove);
            busy.values().forEach(Deque::clear);
        }
        left.forEach(Call::giveUp);
        calls.stop();
    }
}
