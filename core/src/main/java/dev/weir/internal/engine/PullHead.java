package dev.weir.internal.engine;

import dev.weir.Ending;
import org.jspecify.annotations.Nullable;

/** The head of an island that pulls its items: opened at the first room, closed once, however the flow ends. */
public final class PullHead<T> implements Driver, Upstream {
    private final Opening<T> opening;
    private final Inlet<T> next;
    private final Site site;
    private final Island island;
    private @Nullable Pull<T> pull;
    private boolean opened;
    private boolean over;

    /** Feeds the stage after this site. */
    public PullHead(Opening<T> opening, Site site) {
        this(opening, site.next(0), site);
    }

    /** Feeds this inlet, in the site's own island. */
    public PullHead(Opening<T> opening, Inlet<T> next, Site site) {
        this.opening = opening;
        this.site = site;
        this.next = next;
        this.island = site.island();
        next.fedBy(this);
    }

    @Override
    public boolean drive() {
        boolean moved = false;
        boolean room = !over && next.room();
        while (room && island.mayMove()) {
            T item;
            try {
                if (pull == null) {
                    opened = true;
                    pull = opening.open();
                }
                item = pull.next();
            } catch (Throwable t) {
                end(site.failure(t));
                return true;
            }
            if (item == null) {
                end(pull.stopped() ? Ending.DRAINED : Ending.DONE);
                return true;
            }
            moved = true;
            room = next.accept(item) && !over;
        }
        return moved;
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
            site.close(open::close);
        } else if (!opened) {
            site.close(opening::abandon);
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
        if (site.drains()) {
            end(Ending.DRAINED);
        }
    }
}
