package dev.weir.internal.stage;

import dev.weir.FlowCancelledException;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;
import java.util.Objects;

/** A stage whose user code hands on items by calling, and is suspended in that call while there is no room. */
abstract class Emitting<I, O> extends Step<I, O> {
    private boolean room = true;

    Emitting(Site site) {
        super(site);
        site.blocks(site.island());
    }

    /** Runs user code for one item. */
    protected abstract void expand(I item) throws Exception;

    @Override
    public final boolean accept(I item) {
        room = true; // or this would not have been called
        try {
            expand(item);
        } catch (FlowCancelledException stopped) {
            return over ? false : fail(stopped);
        } catch (Throwable t) {
            return fail(t);
        }
        return room && !over;
    }

    /** Hands on one item; returns when it is taken. */
    protected final void emit(O item) {
        Objects.requireNonNull(item, "an item must be emitted but it was null");
        if (over || !(room || site.island().awaitRoom(next, () -> over))) {
            throw new FlowCancelledException("no more items are wanted");
        }
        room = next.accept(item);
    }

    /** Room must be asked for before the next item: user code is called without an item having come. */
    protected final void suspended() {
        room = false;
    }
}
