package dev.weir.internal.engine;

import dev.weir.Ending;

/** The beginning of an island: gives the numbers from 1 on, while there is room, and then ends. */
public final class Giving implements Driver, Upstream {
    private final Inlet<Integer> next;
    private final Island island;
    private final int most;
    private int given;
    private boolean over;

    /** So many numbers. */
    public Giving(Island island, Inlet<Integer> next, int most) {
        this.island = island;
        this.next = next;
        this.most = most;
        next.fedBy(this);
    }

    @Override
    public boolean drive() {
        boolean moved = false;
        while (!over && given < most && next.room() && island.mayMove()) {
            given++;
            next.accept(given);
            moved = true;
        }
        if (!over && given == most) {
            over = true;
            next.end(Ending.DONE);
        }
        return moved;
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public void cancel(Ending reason) {
        over = true;
    }

    @Override
    public void abort(Ending ending) {
        over = true;
        next.end(ending);
    }
}
