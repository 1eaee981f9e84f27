package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/**
 * The head of an island that takes its items out of what others fill: a link, several of them, a window of calls, an
 * entry. It rests when there is nothing to take and is woken by whoever puts something in; an ending it passes on without
 * waiting for room.
 *
 * @param <T> what it hands on
 */
public abstract class TakingHead<T> implements Driver, Upstream, Pull<T> {
    /** The stage after this one. */
    protected final Inlet<T> next;

    private final Island island;
    private final @Nullable Heat heat;
    private @Nullable HotLoop loop;
    private boolean over;

    /** Feeds this stage in this island. */
    protected TakingHead(Inlet<T> next, Island island) {
        this(next, island, null);
    }

    /** Feeds what is behind this outlet of the stage, in this island. */
    protected TakingHead(Site site, int outlet, Island island) {
        this(site.next(outlet), island, site.heat(outlet));
    }

    private TakingHead(Inlet<T> next, Island island, @Nullable Heat heat) {
        this.next = next;
        this.island = island;
        this.heat = heat;
    }

    /** The next item; null if there is none now, or it has just ended. */
    @Override
    public abstract @Nullable T next();

    /** How what it takes from has ended, if it has and nothing is left in it. */
    protected abstract @Nullable Ending ended();

    /** Announces that it rests until it is woken. False: something has come meanwhile. */
    protected abstract boolean rest();

    /** Whether there is something to take. */
    protected abstract boolean ready();

    /** The island runs: a chance to see to what is not a matter of taking. */
    protected void look() {}

    /** Nothing more will be taken: lets go of what is left, and tells those who fill it. */
    protected abstract void letGo(Ending reason);

    @Override
    public final boolean drive() {
        if (over) {
            return false;
        }
        look();
        if (over) {
            return true;
        }
        boolean room = next.room();
        if (!room && passOnEnding()) {
            return true;
        }
        if (!room) {
            return false;
        }
        if (loop == null && heat != null) {
            loop = heat.loop(this, next, island);
        }
        return loop == null ? driveSteps() : drive(loop);
    }

    private boolean drive(HotLoop hot) {
        int moved = 0;
        while (true) {
            moved += hot.drive();
            if (over) {
                return true;
            }
            if (!hot.isDry() || !island.mayMove()) {
                return moved > 0; // there is no room, or nothing may move
            }
            T item = next();
            if (item != null) {
                moved++;
                if (!hot.move(item)) {
                    next.accept(item); // what has been taken goes on, be it that nothing is to move
                    return true;
                }
                if (over) {
                    return true;
                }
            } else if (over || passOnEnding()) {
                return true;
            } else if (rest()) {
                return moved > 0;
            }
        }
    }

    private boolean driveSteps() {
        int moved = moveSteps();
        if (heat != null) {
            heat.moved(moved);
        }
        return moved > 0 || over;
    }

    private int moveSteps() {
        int moved = 0;
        boolean room = true;
        while (room && island.mayMove()) {
            T item = next();
            if (item != null) {
                moved++;
                room = next.accept(item) && !over;
            } else if (over || passOnEnding() || rest()) {
                return moved;
            }
        }
        return moved;
    }

    private boolean passOnEnding() {
        Ending ended = over ? null : ended();
        if (ended != null) {
            over = true;
            next.end(ended);
        }
        return ended != null;
    }

    /** Ends at once, in both directions. */
    protected final void end(Ending ending) {
        if (!over) {
            over = true;
            letGo(ending);
            next.end(ending);
        }
    }

    @Override
    public final boolean over() {
        return over;
    }

    @Override
    public final boolean heldBack() {
        return !over && ready();
    }

    @Override
    public final void cancel(Ending reason) {
        if (!over) {
            over = true;
            letGo(reason);
        }
    }

    @Override
    public final void abort(Ending ending) {
        end(ending);
    }
}
