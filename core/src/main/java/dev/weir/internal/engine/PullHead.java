package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/** The head of an island that pulls its items: opened at the first room, closed once, however the flow ends. */
public final class PullHead<T> extends Resident implements Driver, Upstream {
    private final Opening<T> opening;
    private final Inlet<T> next;
    private final Island island;
    private final @Nullable Heat heat;
    private final boolean drains;
    private @Nullable HotLoop loop;
    private @Nullable Pull<T> pull;
    private boolean opened;
    private boolean over;

    /** Feeds the stage after this site. */
    public PullHead(Opening<T> opening, Site site) {
        this(opening, site.next(0), site.heat(0), site, site.drains());
    }

    /** Feeds this inlet, in the site's own island. */
    public PullHead(Opening<T> opening, Inlet<T> next, Site site) {
        this(opening, next, null, site, site.drains());
    }

    private PullHead(Opening<T> opening, Inlet<T> next, @Nullable Heat heat, Site site, boolean drains) {
        super(site);
        this.heat = heat;
        this.drains = drains;
        this.opening = opening;
        this.next = next;
        this.island = site.island();
        next.fedBy(this);
    }

    /** That of an inner flow, which feeds this inlet; a drain is for it or not. */
    static <T> PullHead<T> inner(Opening<T> opening, Inlet<T> next, Site site, boolean drains) {
        return new PullHead<>(opening, next, null, site, drains);
    }

    @Override
    public boolean drive() {
        if (over || !next.room()) {
            return false;
        }
        Pull<T> from = pull == null ? open() : pull;
        if (from == null) {
            return true;
        }
        HotLoop hot = loop(from);
        return hot == null ? driveSteps(from) : drive(hot, from);
    }

    /** Null: it could not be opened. */
    private @Nullable Pull<T> open() {
        try {
            opened = true;
            pull = opening.open();
        } catch (Throwable t) {
            end(failure(t));
        }
        return pull;
    }

    private @Nullable HotLoop loop(Pull<T> from) {
        if (loop == null && heat != null) {
            loop = heat.loop(from, next, island);
        }
        return loop;
    }

    private boolean drive(HotLoop hot, Pull<T> from) {
        int moved = hot.drive();
        Throwable thrown = hot.thrownBySource();
        if (thrown != null) {
            end(failure(thrown));
        } else if (hot.isDry()) {
            endDry(from);
        }
        return moved > 0 || over;
    }

    private boolean driveSteps(Pull<T> from) {
        int moved = moveSteps(from);
        if (heat != null) {
            heat.moved(moved);
        }
        return moved > 0 || over;
    }

    private int moveSteps(Pull<T> from) {
        int moved = 0;
        boolean room = true;
        while (room && island.mayMove()) {
            T item;
            try {
                item = from.next();
            } catch (Throwable t) {
                end(failure(t));
                return moved;
            }
            if (item == null) {
                endDry(from);
                return moved;
            }
            moved++;
            room = next.accept(item) && !over;
        }
        return moved;
    }

    private void endDry(Pull<T> from) {
        end(from.stopped() ? Ending.DRAINED : Ending.DONE);
    }

    private void end(Ending ending) {
        if (!over) {
            over = true;
            close();
            next.end(ending);
        }
    }

    private void close() {
        Pull<T> open = pull;
        pull = null;
        if (open != null) {
            site().close(open::close);
        } else if (!opened) {
            site().close(opening::abandon);
        }
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean heldBack() {
        return !over;
    }

    @Override
    public void cancel(Ending reason) {
        if (!over) {
            over = true;
            close();
        }
    }

    @Override
    public void abort(Ending ending) {
        end(ending);
    }

    @Override
    public void drain() {
        if (drains) {
            end(Ending.DRAINED);
        }
    }
}
