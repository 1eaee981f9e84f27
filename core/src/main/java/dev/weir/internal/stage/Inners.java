package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.LinkPressure;
import dev.weir.internal.engine.Allowance;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Embedded;
import dev.weir.internal.engine.Gauge;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Tally;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The inner flows of a stage, one at a time: each runs in the stage's own island and must keep within its allowance. */
final class Inners<T> implements Gauge {
    private final Site site;
    private final Inlet<T> next;
    private final Allowance allowance;
    private final Consumer<Ending> atEnd;
    private final Tally out = new Tally();
    private final Tally discarded = new Tally();
    private @Nullable Embedded<T> current;
    private long taken;
    private volatile List<Gauge> gauges = List.of();
    private volatile int peak;

    Inners(Site site, Inlet<T> next, int holdsAtMost, Consumer<Ending> atEnd) {
        this.site = site;
        this.next = next;
        Allowance outer = site.allowance();
        this.allowance = outer == null ? new Allowance(holdsAtMost) : outer;
        this.atEnd = atEnd;
    }

    boolean idle() {
        return current == null;
    }

    /** Starts an inner flow and lets it move at once. */
    void run(Plan plan) {
        taken = allow(plan);
        var embedded = new Embedded<T>(next, this::ended, out);
        current = embedded;
        Site.Inner inner = site.inner(plan, embedded, allowance);
        gauges = inner.gauges();
        for (Driver driver : inner.drivers()) {
            site.island().driveNow(driver);
        }
        if (idle()) {
            site.island().forgetOver();
        }
    }

    private long allow(Plan plan) {
        long holds = 0;
        for (Node node : plan.nodes()) {
            if (node.operator() instanceof FlatMap || node.operator() instanceof Recover) {
                continue; // what is nested takes its own part
            }
            for (Capacity place : node.operator().holds()) {
                holds += place.items();
            }
        }
        if (!allowance.take(holds)) {
            throw new IllegalArgumentException("the inner sources of '" + site.name() + "' may hold at most "
                    + allowance.most() + " items together but one holds up to " + holds
                    + "; declare more with flatMap(most, ...), or less in its links");
        }
        return holds;
    }

    private void ended(Ending ending) {
        release();
        atEnd.accept(ending);
    }

    void cancel(Ending reason) {
        if (current != null) {
            current.cancel(reason);
            release();
        }
    }

    private void release() {
        current = null;
        allowance.give(taken);
        for (Gauge gauge : gauges) {
            LinkPressure last = gauge.read();
            discarded.add(last.discarded());
        }
        peak = Math.max(
                peak, gauges.stream().mapToInt(gauge -> gauge.read().peak()).sum());
        gauges = List.of();
    }

    @Override
    public LinkPressure read() {
        int held = 0;
        int high = 0;
        long gone = discarded.get();
        for (Gauge gauge : gauges) {
            LinkPressure part = gauge.read();
            held += part.held();
            high += part.peak();
            gone += part.discarded();
        }
        long passed = out.get();
        return new LinkPressure(
                site.name(),
                allowance.most(),
                held,
                Math.max(peak, high),
                0,
                0,
                passed + held + gone,
                passed,
                0,
                0,
                gone);
    }

    @Override
    public Island reader() {
        return site.island();
    }
}
