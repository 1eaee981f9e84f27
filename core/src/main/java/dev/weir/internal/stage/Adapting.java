package dev.weir.internal.stage;

import dev.weir.internal.engine.Call;
import dev.weir.internal.engine.SerialTask;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Window;
import dev.weir.internal.engine.Window.Caller;
import org.jspecify.annotations.Nullable;

/** Has a window take as many calls as pay: measures the rate of results, and lets {@link Climb} decide. */
final class Adapting<I, O> implements Caller<I, O> {
    private static final long SHORTEST = 10_000_000;

    private final Caller<I, O> calls;
    private final Site site;
    private final Climb climb;
    private @Nullable Window<I, O> window;
    private long since; // guarded by this
    private int done; // guarded by this

    Adapting(int most, Caller<I, O> calls, Site site) {
        this.calls = calls;
        this.site = site;
        this.climb = new Climb(most);
        this.since = site.engine().nanoTime();
    }

    @Override
    public void opened(Window<I, O> opened) {
        window = opened;
        opened.takeAtMost(climb.now());
        calls.opened(opened);
    }

    @Override
    public void call(Call<I, O> call, @Nullable SerialTask by) {
        calls.call(call, by);
    }

    @Override
    public void settled(Call<I, O> call) {
        calls.settled(call);
        int next = 0;
        synchronized (this) {
            long now = site.engine().nanoTime();
            done += done == 0 && now == since ? 0 : 1; // what comes at the very beginning belongs to the time before
            if (done <= 0) {
                since = now;
            } else if (done >= 2 * climb.now() + 6 && now - since >= SHORTEST) {
                int before = climb.now();
                next = climb.next(done * 1e9 / (now - since));
                done = -Math.max(before, next); // so many come until the rate is that of the new number
                since = now;
            }
        }
        if (next > 0 && window != null) {
            window.takeAtMost(next);
        }
    }

    @Override
    public void stop() {
        calls.stop();
    }
}
