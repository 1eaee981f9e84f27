package dev.weir.internal.stage;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.LinkPressure;
import dev.weir.internal.engine.Ages;
import dev.weir.internal.engine.Allowance;
import dev.weir.internal.engine.Driver;
import dev.weir.internal.engine.Embedded;
import dev.weir.internal.engine.Gauge;
import dev.weir.internal.engine.Inlet;
import dev.weir.internal.engine.InnerFlow;
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Tally;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The inner flows of a stage: they run in the stage's own island and must keep within its allowance together. */
final class Inners<T> implements Gauge {
    private final Site site;
    private final Inlet<T> next;
    private final Allowance allowance;
    private final boolean drain;
    private final Tally out = new Tally();
    private final Tally discarded = new Tally();
    private final Tally waits = new Tally();
    private volatile List<Inner> live = List.of(); // none is changed: the island puts another one in its place
    private final Tally over = new Tally();
    private final Tally cancelled = new Tally();
    private volatile int peak;
    private volatile int mostLive;
    private boolean timed;

    Inners(Site site, Inlet<T> next, long holdsAtMost) {
        this(site, next, holdsAtMost, false);
    }

    /** Inner flows that a drain is for or not: it is if they stand for a source, and not if they are of an item that is in. */
    Inners(Site site, Inlet<T> next, long holdsAtMost, boolean drain) {
        this.drain = drain;
        this.site = site;
        this.next = next;
        Allowance outer = site.allowance();
        this.allowance = outer == null ? new Allowance(holdsAtMost) : outer;
    }

    /** One of them. */
    private final class Inner implements Consumer<Ending> {
        final long began = timed ? site.engine().nanoTime() : 0;
        final long taken;
        final Consumer<Ending> atEnd;
        final Embedded<T> embedded = new Embedded<>(next, this, out);
        volatile List<Gauge> gauges = List.of();
        volatile BooleanSupplier mayBeWoken = () -> true; // while it is put together
        boolean released;

        Inner(long taken, Consumer<Ending> atEnd) {
            this.taken = taken;
            this.atEnd = atEnd;
        }

        @Override
        public void accept(Ending how) {
            release(this);
            over.add(1); // it may begin another one when it is told
            atEnd.accept(how);
        }
    }

    /** The items of which the flows were made, at most so many: one is held while its flow runs. */
    Gauge items(int most) {
        timed = true;
        return new Items(most);
    }

    private final class Items implements Gauge {
        private final int most;

        Items(int most) {
            this.most = most;
        }

        @Override
        public LinkPressure read() {
            long ended = over.get();
            long gone = cancelled.get();
            List<Inner> now = List.copyOf(live);
            long in = ended + gone + now.size();
            Duration oldest = now.isEmpty()
                    ? Duration.ZERO
                    : Ages.since(now.getFirst().began, site.engine().nanoTime());
            String name = site.name() + "[items]";
            return new LinkPressure(name, most, now.size(), mostLive, 0, 0, oldest, 0, in, ended, 0, 0, gone, 0);
        }

        @Override
        public Island reader() {
            return site.island();
        }

        @Override
        public boolean busy() {
            return false; // what is busy is the flow
        }

        @Override
        public boolean oughtToMove() {
            return false; // a flow may wait for its own items for as long as it likes
        }

        @Override
        public boolean works() {
            return true;
        }
    }

    boolean idle() {
        return live.isEmpty();
    }

    int running() {
        return live.size();
    }

    /** Starts an inner flow and lets it move at once; its ending is told. */
    void run(InnerFlow flow, Consumer<Ending> atEnd) {
        Pulled<?> only = flow.only();
        Inner inner = new Inner(only == null ? allow(flow.plan()) : 0, atEnd);
        add(inner);
        List<Driver> drivers;
        try {
            drivers = only == null ? begin(flow, inner) : List.of(begin(flow, only, inner));
        } catch (Throwable t) {
            cancelled.add(release(inner) ? 1 : 0);
            throw t;
        }
        for (Driver driver : drivers) {
            site.island().driveNow(driver);
        }
        if (inner.released) {
            site.island().forgetOver();
        }
    }

    private List<Driver> begin(InnerFlow flow, Inner inner) {
        Site.Inner made = site.inner(flow, inner.embedded, allowance, drain);
        inner.gauges = made.gauges();
        inner.mayBeWoken = made.mayBeWoken();
        return made.drivers();
    }

    @SuppressWarnings("unchecked") // what the function answers was declared to have such items
    private Driver begin(InnerFlow flow, Pulled<?> only, Inner inner) {
        inner.mayBeWoken = () -> false;
        return site.inner(flow, (Pulled<T>) only, inner.embedded, drain);
    }

    private void add(Inner inner) {
        List<Inner> before = live;
        if (before.isEmpty()) {
            live = List.of(inner);
        } else {
            List<Inner> more = new ArrayList<>(before.size() + 1);
            more.addAll(before);
            more.add(inner);
            live = more;
        }
        if (live.size() > mostLive) { // a store that others must see costs more than a look
            mostLive = live.size();
        }
    }

    private void remove(Inner inner) {
        if (live.size() == 1) {
            live = List.of();
        } else {
            List<Inner> fewer = new ArrayList<>(live);
            fewer.remove(inner);
            live = fewer;
        }
    }

    private long allow(Plan plan) {
        long holds = 0;
        for (Node node : plan.nodes()) {
            if (node.operator() instanceof Nesting) {
                continue; // what is nested takes its own part
            }
            for (Capacity place : node.operator().holds()) {
                holds += place.items();
            }
        }
        if (holds > 0 && !allowance.take(holds)) {
            throw new IllegalArgumentException("the inner sources of '" + site.name() + "' may hold at most "
                    + allowance.most() + " items together but one more holds up to " + holds
                    + "; declare more with the second argument of " + site.kind() + ", or less in its links");
        }
        return holds;
    }

    void cancel(Ending reason) {
        for (Inner inner : live) {
            inner.embedded.cancel(reason);
            cancelled.add(release(inner) ? 1 : 0);
        }
    }

    /** False: it was released before. */
    private boolean release(Inner inner) {
        if (inner.released) {
            return false;
        }
        inner.released = true;
        remove(inner);
        if (inner.taken > 0) {
            allowance.give(inner.taken);
        }
        int high = 0;
        for (Gauge gauge : inner.gauges) {
            LinkPressure last = gauge.read();
            discarded.add(last.discarded());
            waits.add(last.waits());
            high += last.peak();
        }
        if (high > peak) {
            peak = high;
        }
        inner.gauges = List.of();
        return true;
    }

    @Override
    public boolean busy() {
        return !live.isEmpty();
    }

    @Override
    public boolean mayMove() {
        return live.stream()
                .anyMatch(inner ->
                        inner.mayBeWoken.getAsBoolean() || inner.gauges.stream().anyMatch(Gauge::mayMove));
    }

    @Override
    public LinkPressure read() {
        int held = 0;
        int high = 0;
        long waited = waits.get();
        long gone = discarded.get();
        Duration oldest = Duration.ZERO;
        for (Inner inner : live) {
            for (Gauge gauge : inner.gauges) {
                LinkPressure part = gauge.read();
                held += part.held();
                high += part.peak();
                gone += part.discarded();
                waited += part.waits();
                oldest = part.oldest().compareTo(oldest) > 0 ? part.oldest() : oldest;
            }
        }
        long passed = out.get();
        int most = (int) Math.min(allowance.most(), Integer.MAX_VALUE);
        int highest = Math.min(most, Math.max(peak, high));
        return new LinkPressure(
                site.name(), most, held, highest, 0, 0, oldest, waited, passed + held + gone, passed, 0, 0, gone, 0);
    }

    @Override
    public Island reader() {
        return site.island();
    }
}
