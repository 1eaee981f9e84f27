package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.LinkReader;
import dev.weir.internal.engine.LinkWriter;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Wake;

/** Joins the parts of a stage that stand in different islands. */
final class Links {
    private Links() {}

    /** A link that becomes the stage's inlet of this number: written by the island before it, read by its own. */
    static <T> Link<T> inlet(Site site, int number, Capacity capacity) {
        String name = site.inlets() == 1 ? site.name() : site.name() + "[" + number + "]";
        Link<T> link = new Link<>(name, capacity, site.before(number), site.island());
        LinkWriter<T> writer = new LinkWriter<>(link, site);
        site.inlet(number, writer);
        site.drive(site.before(number), writer);
        site.gauge(link);
        return link;
    }

    /** A link behind an outlet whose island feeds others too, and so is not stopped when this one wants no more. */
    @SuppressWarnings("UnnecessaryLambda") // the island itself would be stopped
    static <T> Inlet<T> outlet(Site site, int number, Capacity capacity) {
        Island island = site.island();
        return outlet(site, number, capacity, () -> island.wake());
    }

    /**
     * A link behind the stage's outlet of this number: written by its own island, read by the one after it.
     *
     * @param writer what is woken when there is room, and stopped when the reader wants no more
     */
    static <T> Inlet<T> outlet(Site site, int number, Capacity capacity, Wake writer) {
        String name = site.outlets() == 1 ? site.name() : site.name() + "[" + number + "]";
        Link<T> link = new Link<>(name, capacity, writer, site.after(number));
        site.drive(site.after(number), new LinkReader<T>(link, site.next(number), site.after(number)));
        LinkWriter<T> end = new LinkWriter<>(link, site);
        site.drive(site.island(), end);
        site.gauge(link);
        return end;
    }
}
