package dev.weir.internal.engine;

import dev.weir.Framing;
import dev.weir.StagePressure;
import dev.weir.internal.stage.Stage;
import dev.weir.plan.Edge;
import dev.weir.plan.Node;
import dev.weir.plan.Operator;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts a run together from a plan: islands first, then the stages from the sinks to the sources. */
final class Assembly {
    final List<Gauge> gauges = new ArrayList<>(4);
    final Map<String, LongSupplier> taken = new LinkedHashMap<>(2); // by sink
    final Map<String, Object> doors = new HashMap<>(2);
    final Map<Object, Object> shared = new HashMap<>(0);
    final Map<String, Dial> dials = new HashMap<>(2);
    final Map<String, Consumer<Framing<?>>> diversions = new HashMap<>(0);
    final Loops loops;
    private final Plan plan;
    private final Crew crew;
    private final Island[] islands;
    private final @Nullable Island host;
    private final @Nullable Inlet<?> relay;
    private final @Nullable Allowance allowance;

    private final int place; // in the host
    private final boolean drains;
    private final @Nullable Turns turns;

    private Assembly(
            Plan plan,
            Crew crew,
            @Nullable Island host,
            int place,
            @Nullable Inlet<?> relay,
            @Nullable Allowance allowance,
            boolean drains) {
        this.place = place;
        this.drains = drains;
        this.loops = new Loops(crew, gauges);
        this.host = host;
        this.plan = plan;
        this.crew = crew;
        this.relay = relay;
        this.allowance = allowance;
        islands = new Island[plan.islands()];
        turns = Turns.of(plan);
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
    static Assembly run(Plan plan, Crew crew) {
        Assembly whole = new Assembly(plan, crew, null, 0, null, null, true);
        if (plan.rejoins()) {
            whole.loops.watch();
        }
        crew.loops(whole.loops);
        return whole;
    }

    /** The plan's last island becomes a part of the host, which is running this, at this place; the others start. */
    static Site.Inner inner(
            Plan plan, Crew crew, Island host, int place, Inlet<?> relay, Allowance allowance, boolean drains) {
        int known = host.drivers();
        Assembly assembly = new Assembly(plan, crew, host, place, relay, allowance, drains);
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
        return turns != null && islands[island] != host && turns.waits(island);
    }

    /** Begins what waits for the turn of this inlet; repeated calls have no effect. */
    void due(Node node, int inlet) {
        if (turns != null) {
            turns.waitingFor(node, inlet).forEach(island -> islands[island].due());
        }
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
            Activity.Reading read = part.island().activity.read(now);
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
        int size = plan.nodes().size();
        Edge[][] in = new Edge[size][];
        Edge[][] out = new Edge[size][];
        for (Node node : plan.nodes()) {
            in[node.id()] = new Edge[node.operator().inlets()];
            out[node.id()] = new Edge[node.operator().outlets()];
        }
        for (Edge edge : plan.edges()) {
            in[edge.to()][edge.inlet()] = edge;
            out[edge.from()][edge.outlet()] = edge;
        }
        Inlet<?>[][] inlets = new Inlet<?>[size][];
        for (Node node : plan.nodes().reversed()) {
            inlets[node.id()] = open(node, in[node.id()], out[node.id()], inlets);
        }
    }

    private Inlet<?>[] open(Node node, Edge[] in, Edge[] out, Inlet<?>[][] inlets) {
        Inlet<?>[] next = new Inlet<?>[out.length];
        for (int i = 0; i < out.length; i++) {
            next[i] = Objects.requireNonNull(inlets[out[i].to()][out[i].inlet()], "the inlet was not given");
        }
        var site = new Site(node, crew, this, islands[node.island()], islandsOf(in), islandsOf(out), next);
        ((Stage) node.operator()).open(site);
        return site.inlets;
    }

    private Island[] islandsOf(Edge[] edges) {
        Island[] of = new Island[edges.length];
        for (int i = 0; i < of.length; i++) {
            of[i] = islands[edges[i].island()];
        }
        return of;
    }
}
