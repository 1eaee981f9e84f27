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
import dev.weir.internal.engine.Island;
import dev.weir.internal.engine.Site;
import dev.weir.internal.engine.Tally;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private final List<Inner> live = new CopyOnWriteArrayList<>(); // changed by the island, read by readings
    private final Tally over = new Tally();
    private final Tally cancelled = new Tally();
    private volatile int peak;
    private volatile int mostLive;

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
    private final class Inner {
        final long began = site.engine().nanoTime();
        final long taken;
        final Consumer<Ending> atEnd;
        final Embedded<T> embedded = new Embedded<>(next, this::ended, out);
        volatile List<Gauge> gauges = List.of();
        volatile BooleanSupplier mayBeWoken = () -> true; // while it is put together

        Inner(long taken, Consumer<Ending> atEnd) {
            this.taken = taken;
            this.atEnd = atEnd;
        }

        private void ended(Ending how) {
            release(this);
            over.add(1); // it may begin another one when it is told
            atEnd.accept(how);
        }
    }

    /** The items of which the flows were made, at most so many: one is held while its flow runs. */
    Gauge items(int most) {
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
    void run(Plan plan, Consumer<Ending> atEnd) {
        Inner inner = new Inner(allow(plan), atEnd);
        live.add(inner);
        mostLive = Math.max(mostLive, live.size());
        Site.Inner made;
        try {
            made = site.inner(plan, inner.embedded, allowance, drain);
        } catch (Throwable t) {
            cancelled.add(release(inner) ? 1 : 0);
            throw t;
        }
        inner.gauges = made.gauges();
        inner.mayBeWoken = made.mayBeWoken();
        for (Driver driver : made.drivers()) {
            site.island().driveNow(driver);
        }
        if (!live.contains(inner)) {
            site.island().forgetOver();
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
        if (!allowance.take(holds)) {
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
        if (!live.remove(inner)) {
            return false;
        }
        allowance.give(inner.taken);
        int high = 0;
        for (Gauge gauge : inner.gauges) {
            LinkPressure last = gauge.read();
            discarded.add(last.discarded());
            waits.add(last.waits());
            high += last.peak();
        }
        peak = Math.max(peak, high);
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
