package dev.weir.internal.layer;

import dev.weir.Sides;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Between two layers in one island: the one puts an item, the other takes it, and it holds one. It ends early if who puts
 * ends it when a drain has stopped what comes to it.
 */
final class Slot<T> implements Sides.In<T>, Sides.Out<T> {
    private final BooleanSupplier drains;
    private @Nullable T item;
    private boolean ended;
    private boolean early;
    private boolean stopped;

    /** For one who puts that can be asked whether a drain has stopped what comes to it. */
    Slot(BooleanSupplier drains) {
        this.drains = drains;
    }

    @Override
    public @Nullable T peek() {
        return item;
    }

    @Override
    public T take() {
        T taken = Objects.requireNonNull(item, "an item must be there when it is taken; look with peek() first");
        item = null;
        return taken;
    }

    @Override
    public boolean ended() {
        return stopped || (ended && item == null);
    }

    @Override
    public boolean drained() {
        return early && ended();
    }

    @Override
    public void stop() {
        stopped = true;
        item = null;
    }

    @Override
    public boolean room() {
        return wanted() && item == null;
    }

    @Override
    public void put(T next) {
        if (!room()) {
            throw new IllegalStateException(
                    "a layer must have room when an item is put but had none; ask room() first");
        }
        item = next;
    }

    @Override
    public boolean wanted() {
        return !ended && !stopped;
    }

    @Override
    public void end() {
        if (!ended) {
            ended = true;
            early = drains.getAsBoolean(); // now: what has been stopped cannot be asked any more
        }
    }
}
