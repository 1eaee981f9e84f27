package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.LinkReader;
import dev.weir.internal.engine.LinkWriter;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Wake;
import org.jspecify.annotations.Nullable;

/** Joins the parts of a stage that stand in different islands. */
final class Links {
    private Links() {}

    /** A link that becomes the stage's inlet of this number: written by the island before it, read by its own. */
    static <T> Link<T> inlet(Site site, int number, Capacity capacity) {
        String name = site.inlets() == 1 ? site.name() : site.name() + "[" + number + "]";
        Link<T> link = new Link<>(name, capacity, site.before(number), site.island());
        LinkWriter<T> writer = new LinkWriter<>(link, site, site.before(number));
        site.inlet(number, writer);
        site.drive(site.before(number), writer);
        site.gauge(link);
        return link;
    }

    /** A link behind the stage's only outlet: written by its own island, read by the one after it. */
    static <T> Inlet<T> outlet(Site site, Capacity capacity) {
        return outlet(site, 0, capacity, site.island(), site.island());
    }

    /**
     * A link behind one of the stage's outlets.
     *
     * @param writer what is woken when there is room, and stopped when the reader wants no more
     * @param alone the stage's island, if this is all that it feeds
     */
    static <T> Inlet<T> outlet(Site site, int number, Capacity capacity, Wake writer, @Nullable Island alone) {
        String name = site.outlets() == 1 ? site.name() : site.name() + "[" + number + "]";
        Link<T> link = new Link<>(name, capacity, writer, site.after(number));
        site.drive(site.after(number), new LinkReader<T>(link, site.next(number), site.after(number)));
        LinkWriter<T> end = new LinkWriter<>(link, site, alone);
        site.drive(site.island(), end);
        site.gauge(link);
        return end;
    }
}
