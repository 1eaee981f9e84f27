package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.TakingHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The head of a fan-in of alike items: several links, of which each is closed when it has ended. A failed one fails all. */
abstract class Several<T> extends TakingHead<T> {
    /** The links that have not ended. */
    final List<Link<T>> open;

    private boolean early;

    Several(List<Link<T>> links, Site site) {
        super(site, 0, site.island());
        open = links;
        next.fedBy(this);
    }

    /** A link for each inlet of the stage. */
    static <T> List<Link<T>> links(Site site, Capacity each) {
        List<Link<T>> links = new ArrayList<>(site.inlets());
        for (int i = 0; i < site.inlets(); i++) {
            links.add(Links.inlet(site, i, each));
        }
        return links;
    }

    /** Whether this link has ended; then it is closed, or the flow has failed and is over. */
    final boolean endedAt(int number) {
        Ending ended = open.get(number).ended();
        if (ended instanceof Ending.Done done) {
            early |= done.early();
            open.remove(number);
            closed(number);
        } else if (ended != null) {
            end(ended);
        }
        return ended != null;
    }

    /** The link of this number has ended; those after it have moved up. */
    void closed(int number) {}

    /** Found out without taking anything: an ending waits for no room. */
    @Override
    protected @Nullable Ending ended() {
        boolean all = true;
        boolean stopped = early;
        for (Link<T> link : open) {
            Ending how = link.ended();
            if (how instanceof Ending.Done done) {
                stopped |= done.early();
            } else if (how != null) {
                letGo(how);
                return how;
            }
            all &= how != null;
        }
        return !all ? null : stopped ? Ending.DRAINED : Ending.DONE;
    }

    @Override
    protected boolean rest() {
        for (Link<T> link : open) {
            if (!link.sleep()) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected boolean ready() {
        return open.stream().anyMatch(Link::ready);
    }

    @Override
    protected void letGo(Ending reason) {
        open.forEach(link -> link.cancel(reason));
    }
}
