package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.FlowCancelledException;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Step;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A stage whose user code hands on items by calling, and is suspended in that call while there is no room. */
abstract class Emitting<I, O> extends Step<I, O> {
    /** Where this stage stands: it is asked for each item. */
    protected final Site site;

    private boolean room = true;
    private boolean expanding;
    private @Nullable Ending later;

    Emitting(Site site) {
        super(site);
        this.site = site;
        site.blocks(site.island());
    }

    /** Runs user code for one item. */
    protected abstract void expand(I item) throws Exception;

    @Override
    public final boolean accept(I item) {
        room = true; // or this would not have been called
        expanding = true;
        try {
            expand(item);
        } catch (FlowCancelledException stopped) {
            return over() ? false : fail(stopped);
        } catch (Throwable t) {
            return fail(t);
        } finally {
            expanding = false;
        }
        if (later != null) {
            end(later);
        }
        return room && !over();
    }

    /** An end that comes while an item is being expanded waits for the rest of it, unless it is a cancel. */
    @Override
    public final void end(Ending ending) {
        if (expanding && !(ending instanceof Ending.Cancelled)) {
            later = ending;
        } else if (!over()) {
            beforeEnd(ending);
            super.end(ending);
        }
    }

    /** The last chance to hand on items. */
    protected void beforeEnd(Ending ending) {}

    /** Hands on one item; returns when it is taken. */
    protected final void emit(O item) {
        Objects.requireNonNull(item, "an item must be emitted but it was null");
        awaitRoom();
        hand(item);
    }

    /** Returns when there is room for an item; throws if no more are wanted. */
    protected final void awaitRoom() {
        if (over() || !((room && site.island().mayMove()) || site.island().awaitRoom(next, site.place(), this::over))) {
            throw new FlowCancelledException("no more items are wanted");
        }
    }

    /** Hands on one item, for which there is room. */
    protected final void hand(O item) {
        room = next.accept(item);
    }

    /** Room must be asked for before the next item: user code is called without an item having come. */
    protected final void suspended() {
        room = false;
    }
}
