package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.LinkPressure;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Embedded;
import dev.weir.internal.engine.Gauge;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Tally;
import dev.weir.plan.Plan;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The inner flows of a stage, one at a time: each runs in the stage's own island and must keep within its bound. */
final class Inners<T> implements Gauge {
    private final Site site;
    private final Inlet<T> next;
    private final int holdsAtMost;
    private final Consumer<Ending> atEnd;
    private @Nullable Embedded<T> current;
    private volatile List<Gauge> gauges = List.of();
    private final Tally in = new Tally();
    private final Tally out = new Tally();

    Inners(Site site, Inlet<T> next, int holdsAtMost, Consumer<Ending> atEnd) {
        this.site = site;
        this.next = next;
        this.holdsAtMost = holdsAtMost;
        this.atEnd = atEnd;
    }

    boolean idle() {
        return current == null;
    }

    /** Starts an inner flow and lets it move at once. */
    void run(Plan plan) {
        var bound = plan.bound().items();
        if (bound.isEmpty() || bound.getAsLong() > holdsAtMost) {
            throw new IllegalArgumentException(
                    "an inner source of '" + site.name() + "' may hold at most " + holdsAtMost
                            + " items but holds up to " + (bound.isEmpty() ? "any number" : bound.getAsLong())
                            + "; declare more with flatMap(most, ...), or take the links out of it");
        }
        var embedded = new Embedded<T>(next, this::ended);
        current = embedded;
        in.add(1);
        Site.Inner inner = site.inner(plan, embedded);
        gauges = inner.gauges();
        for (Driver driver : inner.drivers()) {
            driver.drive();
        }
    }

    private void ended(Ending ending) {
        current = null;
        gauges = List.of();
        out.add(1);
        atEnd.accept(ending);
    }

    void cancel(Ending reason) {
        if (current != null) {
            current.cancel(reason);
            current = null;
            out.add(1);
        }
    }

    @Override
    public LinkPressure read() {
        int held = gauges.stream().mapToInt(gauge -> gauge.read().held()).sum();
        return new LinkPressure(site.name(), holdsAtMost, held, held, 0, 0, in.get(), out.get(), 0, 0, 0);
    }

    @Override
    public Island reader() {
        return site.island();
    }
}
