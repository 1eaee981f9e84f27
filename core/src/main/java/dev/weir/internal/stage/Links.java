package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Overflow;
import dev.weir.internal.engine.Basin;
import dev.weir.internal.engine.BasinReader;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Link;
import dev.weir.internal.engine.LinkReader;
import dev.weir.internal.engine.LinkWriter;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.TailWriter;
import dev.weir.internal.engine.Wake;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Joins the parts of a stage that stand in different islands. */
final class Links {
    private Links() {}

    /** A link that becomes the stage's inlet of this number: written by the island before it, read by its own. */
    static <T> Link<T> inlet(Site site, int number, Capacity capacity) {
        String name = site.inlets() == 1 ? site.name() : site.name() + "[" + number + "]";
        Link<T> link = new Link<>(name, capacity, site.writer(number), site.island(), site);
        LinkWriter<T> writer = new LinkWriter<>(link, site, site.alone(number));
        site.inlet(number, writer);
        site.drive(site.before(number), writer);
        site.gauge(link);
        return link;
    }

    /** A basin that is the whole stage. */
    static <I, O> void basin(Site site, Holding<I, O> stage) {
        Basin<I, O> basin = new Basin<>(
                site.name(), stage.capacity().items(), stage.discipline(), site.writer(0), site.island(), site);
        TailWriter<I> writer = new TailWriter<>(basin, site, site.alone(0), towardsUpstream(stage.detaches()));
        site.inlet(0, writer);
        site.drive(site.before(0), writer);
        site.drive(site.island(), new BasinReader<I, O>(basin, site, 0, site.island()));
        site.gauge(basin);
    }

    /** A basin behind one of the stage's outlets: as a link there, but what it does when it is full is its overflow. */
    static <T> Inlet<T> outlet(Site site, int number, Outlet outlet, Wake writer) {
        Capacity capacity = outlet.capacity();
        Overflow overflow = outlet.overflow();
        if (overflow == Overflow.WAIT) {
            return outlet(site, number, capacity, writer, null);
        }
        Island after = site.after(number);
        Basin<T, T> basin = new Basin<>(
                site.name() + "[" + number + "]",
                capacity.items(),
                Overflows.discipline(capacity, overflow),
                writer,
                after,
                site);
        site.drive(after, new BasinReader<T, T>(basin, site, number, after));
        TailWriter<T> end = new TailWriter<>(basin, site, null, towardsUpstream(overflow == Overflow.DETACH));
        site.drive(site.island(), end);
        site.gauge(basin);
        return end;
    }

    /** What is cut off because it is too slow does not fail what is before it. */
    private static UnaryOperator<Ending> towardsUpstream(boolean detaches) {
        return failed -> detaches ? Ending.DONE : failed;
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
        Link<T> link = new Link<>(name, capacity, writer, site.after(number), site);
        site.drive(site.after(number), new LinkReader<T>(link, site, number, site.after(number)));
        LinkWriter<T> end = new LinkWriter<>(link, site, alone);
        site.drive(site.island(), end);
        site.gauge(link);
        return end;
    }
}
