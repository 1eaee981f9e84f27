package dev.weir.internal.engine;

import dev.weir.Ending;

/** The head of an island: results of a window go to the stage after it. The first failed call fails the flow. */
public final class WindowReader<I, O> implements Driver, Upstream {
    private final Window<I, O> window;
    private final Inlet<O> next;
    private final Site site;
    private final Island island;
    private boolean over;

    /** Reads this window for this stage. */
    public WindowReader(Window<I, O> window, Site site) {
        this.window = window;
        this.site = site;
        this.next = site.next(0);
        this.island = site.island();
        next.fedBy(this);
    }

    @Override
    public boolean drive() {
        boolean moved = false;
        boolean room = !over && next.room();
        if (!room && !over && endIfEnded()) { // an end needs no room
            return true;
        }
        while (room && island.mayMove()) {
            Window.Call<I, O> call = window.poll();
            if (call == null) {
                return endIfEnded() || moved; // the next call that is done wakes the island
            }
            moved = true;
            room = handOn(call) && !over;
        }
        return moved;
    }

    private boolean endIfEnded() {
        Ending ended = window.ended();
        if (ended != null) {
            over = true;
            next.end(ended);
        }
        return ended != null;
    }

    private boolean handOn(Window.Call<I, O> call) {
        O result = call.result;
        if (result != null) {
            return next.accept(result);
        }
        Throwable failure = call.failure;
        Ending failed = site.failure(failure == null ? new NullPointerException() : failure);
        cancel(failed);
        next.end(failed);
        return false;
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean heldBack() {
        return window.ready();
    }

    @Override
    public void cancel(Ending reason) {
        if (!over) {
            over = true;
            window.cancel(reason);
        }
    }

    @Override
    public void abort(Ending ending) {
        if (!over) {
            cancel(ending);
            next.end(ending);
        }
    }
}
