package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/** The tail of an island: each item becomes a call in a window. */
public final class WindowWriter<I, O> implements Inlet<I>, Driver {
    private final Window<I, O> window;
    private final Island island;
    private @Nullable Upstream upstream;
    private boolean over;

    /** Makes calls into this window. */
    public WindowWriter(Window<I, O> window, Island island) {
        this.window = window;
        this.island = island;
    }

    @Override
    public boolean accept(I item) {
        return window.put(item);
    }

    @Override
    public boolean room() {
        return !over && window.room();
    }

    @Override
    public void end(Ending ending) {
        if (!over) {
            over = true;
            window.end(ending);
        }
    }

    @Override
    public void fedBy(Upstream feeder) {
        upstream = feeder;
    }

    @Override
    public boolean drive() {
        Ending reason = over ? null : window.cancelled();
        if (reason == null) {
            return false;
        }
        over = true;
        island.givenUp();
        if (upstream != null) {
            upstream.cancel(reason);
        }
        return true;
    }

    @Override
    public boolean over() {
        return over;
    }
}
