package dev.weir.internal.engine;

import dev.weir.Ending;

/** The head of an island: what comes out of a link goes to the stage after it. */
public final class LinkReader<T> implements Driver, Upstream {
    private final Link<T> link;
    private final Inlet<T> next;
    private final Island island;
    private boolean over;

    /** Reads this link in this island. */
    public LinkReader(Link<T> link, Inlet<T> next, Island island) {
        this.link = link;
        this.next = next;
        this.island = island;
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
            T item = link.poll();
            if (item != null) {
                moved = true;
                room = next.accept(item) && !over;
            } else {
                if (endIfEnded()) {
                    return true;
                }
                if (link.sleep()) {
                    return moved;
                }
            }
        }
        return moved;
    }

    private boolean endIfEnded() {
        Ending ended = link.ended();
        if (ended != null) {
            over = true;
            next.end(ended);
        }
        return ended != null;
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean heldBack() {
        return link.ready();
    }

    @Override
    public void cancel(Ending reason) {
        if (!over) {
            over = true;
            link.cancel(reason);
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
