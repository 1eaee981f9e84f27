package dev.weir.internal.engine;

import dev.weir.StagePressure;
import dev.weir.internal.stage.Stage;
import dev.weir.plan.Edge;
import dev.weir.plan.Node;
import dev.weir.plan.Operator;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Puts a run together from a plan: islands first, then the stages from the sinks to the sources. */
final class Assembly extends Registry {
    private final Crew crew;
    private @Nullable Map<Object, Object> shared;
    private final @Nullable Loops loops; // null: nothing need be watched
    private final Layout layout;
    private final Plan plan;
    private final Island[] islands;
    private final @Nullable Island host;
    private final @Nullable Inlet<?> relay;
    private final @Nullable Allowance allowance;

    private final int place; // in the host
    private final boolean drains;
    private Inlet<?> @Nullable [] inlets; // of all nodes, while it is put together

    private Assembly(
            Layout layout,
            Crew crew,
            @Nullable Island host,
            int place,
            @Nullable Inlet<?> relay,
            @Nullable Allowance allowance,
            boolean drains) {
        this.crew = crew;
        this.place = place;
        this.drains = drains;
        this.layout = layout;
        this.plan = layout.plan();
        this.loops = layout.watched || relay != null ? new Loops(crew, layout.watched) : null;
        this.host = host;
        this.relay = relay;
        this.allowance = allowance;
        islands = new Island[plan.islands()];
        if (host != null) {
            hostIn(host);
        }
        crew.engine().check(plan);
        int known = host == null ? 0 : host.drivers();
        for (int i = 0; i < islands.length; i++) {
            islands[i] = islands[i] == null ? crew.newIsland() : islands[i];
        }
        try {
            open();
        } catch (Throwable t) {
            giveUp(known);
            throw t;
        }
    }

    /** It could not be put together: nothing of it will ever run. */
    private void giveUp(int known) {
        for (Island island : islands) {
            if (island == host) {
                island.forgetFrom(known);
            } else {
                island.neverBegins();
            }
        }
    }

    private void hostIn(Island host) {
        islands[plan.last().island()] = host;
        for (Node node : plan.nodes()) {
            if (((Stage) node.operator()).hosted()) {
                islands[node.island()] = host;
            }
        }
    }

    /** A run of its own. Nothing moves before {@link #start}. */
    static Assembly run(Layout layout, Crew crew) {
        Assembly whole = new Assembly(layout, crew, null, 0, null, null, true);
        if (whole.loops != null) {
            crew.loops(whole.loops);
        }
        return whole;
    }

    /** The plan's last island becomes a part of the host, which is running this, at this place; the others start. */
    static Site.Inner inner(
            Plan plan, Crew crew, Island host, int place, Inlet<?> relay, Allowance allowance, boolean drains) {
        int known = host.drivers();
        Assembly assembly = new Assembly(Layout.once(plan), crew, host, place, relay, allowance, drains);
        Site.Inner made = new Site.Inner(assembly, host.driversFrom(known));
        assembly.start(host);
        if (drains) {
            crew.drainToo(host);
        }
        return made;
    }

    /** Begins all islands but one, which runs otherwise, and those whose turn comes later. */
    void start(@Nullable Island except) {
        for (int i = 0; i < islands.length; i++) {
            if (later(i)) {
                islands[i].postpone(drains); // before anything runs that could say that it is due
            }
        }
        for (int i = 0; i < islands.length; i++) {
            if (islands[i] != except && !later(i)) {
                islands[i].begin();
            }
        }
    }

    private boolean later(int island) {
        Turns turns = layout.turns;
        return turns != null && islands[island] != host && turns.waits(island);
    }

    /** Begins what waits for the turn of this inlet; repeated calls have no effect. */
    void due(Node node, int inlet) {
        Turns turns = layout.turns;
        if (turns != null) {
            turns.waitingFor(node, inlet).forEach(island -> islands[island].due());
        }
    }

    Crew crew() {
        return crew;
    }

    /** Where the stage of this node stands. */
    Site site(Node node) {
        return new Site(node, this, islands[node.island()]);
    }

    Island island(int number) {
        return islands[number];
    }

    Island islandOf(Predicate<Operator> which) {
        Node found = plan.nodes().stream()
                .filter(node -> which.test(node.operator()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("both ends of a circle must be in one plan"));
        return islands[found.island()];
    }

    /** Who has to know what may still move; null: nobody, as the run cannot come to rest for good. */
    @Nullable
    Loops loops() {
        return loops;
    }

    boolean isInner() {
        return relay != null;
    }

    /** Whether this is the island, not its own, that an inner plan was put into. */
    boolean isHost(Island island) {
        return island == host;
    }

    /** Where a stage stands in an island: the larger, the nearer to the sink. What is hosted stands where its host does. */
    int placeOf(Node node, Island where) {
        return where == host ? place : node.id(); // ids grow in the direction of the flow
    }

    boolean drains() {
        return drains;
    }

    @Nullable
    Allowance allowance() {
        return allowance;
    }

    Inlet<?> relay() {
        return Objects.requireNonNull(relay, "only an inner plan ends in a relay");
    }

    /** Where the time of each island went. */
    List<StagePressure> stages(long now) {
        List<StagePressure> stages = new ArrayList<>(islands.length);
        for (Part part : parts()) {
            Activity.Reading read = part.island().read(now);
            stages.add(new StagePressure(
                    part.stages(),
                    Duration.ofNanos(read.busyNanos()),
                    Duration.ofNanos(read.starvedNanos()),
                    Duration.ofNanos(read.heldBackNanos())));
        }
        return stages;
    }

    /** A part of the run, and the names of its stages. */
    record Part(Island island, List<String> stages) {}

    /** The parts that have stages, in the direction of the flow. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>(islands.length);
        for (int i = islands.length - 1; i >= 0; i--) {
            List<String> names = names(i);
            if (!names.isEmpty()) {
                parts.add(new Part(islands[i], names));
            }
        }
        return parts;
    }

    private List<String> names(int island) {
        return plan.nodes().stream()
                .filter(node -> node.island() == island)
                .map(Node::name)
                .toList();
    }

    /**
     * The stage to name for an island that is slow: its last one that was given a name, or else its last; for an island
     * that only joins two links, the stage after it.
     */
    String slowest(Island island) {
        List<Node> nodes = plan.nodes().stream()
                .filter(node -> islands[node.island()] == island)
                .toList();
        if (nodes.isEmpty()) {
            return after(island).name();
        }
        return nodes.reversed().stream()
                .filter(node -> !node.name().startsWith(node.operator().kind() + "-"))
                .findFirst()
                .orElse(nodes.getLast())
                .name();
    }

    private Node after(Island island) {
        Edge edge = plan.edges().stream()
                .filter(each -> islands[each.island()] == island)
                .findFirst()
                .orElseThrow();
        return plan.nodes().get(edge.to());
    }

    /** The first source. */
    String first() {
        return plan.nodes().getFirst().name();
    }

    private void open() {
        inlets = new Inlet<?>[layout.inlets()];
        for (int i = plan.nodes().size() - 1; i >= 0; i--) {
            Node node = plan.nodes().get(i);
            ((Stage) node.operator()).open(site(node));
        }
        inlets = null;
    }

    @Nullable
    Heat heat(Node node, int outlet) {
        return layout.heat(node, outlet);
    }

    /** Which of the sinks a node is; less than 0: a side one, whose value nobody asks for. */
    int sink(Node node) {
        return layout.sink(node);
    }

    /** What leads into the inlets of a node. */
    Edge[] in(Node node) {
        return layout.in(node);
    }

    /** What leads out of the outlets of a node. */
    Edge[] out(Node node) {
        return layout.out(node);
    }

    /** While it is put together: what stands behind this edge. */
    Inlet<?> inlet(Edge edge) {
        return Objects.requireNonNull(opening()[layout.inlet(edge.to(), edge.inlet())], "the inlet was not given");
    }

    /** While it is put together: gives a node's inlet of this number. */
    void inlet(Node node, int number, Inlet<?> inlet) {
        opening()[layout.inlet(node.id(), number)] = inlet;
    }

    private Inlet<?>[] opening() {
        return Objects.requireNonNull(inlets, "stages are joined while the run is put together, and not later");
    }

    /** What several stages of a run share: made by the first that asks. */
    Object shared(Object key, Supplier<?> make) {
        Map<Object, Object> known = shared == null ? new HashMap<>(2) : shared;
        shared = known;
        Object thing = known.get(key);
        if (thing == null) {
            thing = make.get();
            known.put(key, thing);
        }
        return thing;
    }
}
