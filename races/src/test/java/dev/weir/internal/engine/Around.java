package dev.weir.internal.engine;

import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.plan.Node;
import dev.weir.races.Steps;
import java.util.concurrent.atomic.AtomicInteger;

/** What a place needs around it, without a plan: an engine, an island, a stage that releases what is let go. */
public final class Around {
    /** Runs what it is told to. */
    public final Steps engine;

    /** A run. */
    final Crew crew;

    /** Its island. */
    public final Island island;

    /** A stage in that island. */
    public final Site site;

    /** How many items were let go. */
    public final AtomicInteger released = new AtomicInteger();

    /** A run that counts the items it lets go. */
    public Around() {
        this(new Steps());
    }

    Around(Steps engine) {
        this.engine = engine;
        crew = new Crew(engine);
        island = crew.newIsland();
        site = site(island);
        site.releasing(Object.class, item -> released.incrementAndGet());
    }

    /** A stage in this island. */
    @SuppressWarnings("NullAway") // of the plan, only the name is asked for
    public Site site(Island where) {
        return new Site(new Node(0, "place", null, 0), null, where);
    }

    /** A stage in the island that belongs to the plan of another run, which does not begin. */
    public Site planned() {
        var plan = Source.of(1).to(Sink.ignore()).plan();
        Assembly assembly = Assembly.run(Layout.of(plan), new Crew(engine));
        return new Site(plan.last(), assembly, island);
    }

    /** One more island. */
    public Island another() {
        return crew.newIsland();
    }

    /** Adds these drivers to an island, and starts it. */
    public void begin(Island which, Driver... drivers) {
        for (Driver driver : drivers) {
            which.add(driver, 0);
        }
        which.begin();
    }
}
