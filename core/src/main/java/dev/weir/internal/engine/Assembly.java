package dev.weir.internal.engine;

import dev.weir.StagePressure;
import dev.weir.internal.stage.Stage;
import dev.weir.plan.Edge;
import dev.weir.plan.Node;
import dev.weir.plan.Operator;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts a run together from a plan: islands first, then the stages from the sinks to the sources. */
final class Assembly extends Registry {
    private final Crew crew;
    private final Layout layout;
    private final Island[] islands;
    private final @Nullable Host host; // null: it is the declared plan
    private final @Nullable Loops loops; // null: nothing need be watched
    private @Nullable Joining joining; // null: it is put together

    private Assembly(Layout layout, Crew crew, @Nullable Host host) {
        this.layout = layout;
        this.crew = crew;
        this.host = host;
        this.loops = layout.watched || host != null ? new Loops(crew, layout.watched) : null;
        islands = new Island[plan().islands()];
        if (host != null) {
            hostIn(host.island());
        }
        crew.engine().check(plan());
        Placed known = host == null ? null : host.island().last();
        crew.join(this, islands);
        try {
            open();
        } catch (Throwable t) {
            giveUp(known);
            throw t;
        }
    }

    Plan plan() {
        return layout.plan();
    }

    /** It could not be put together: nothing of it will ever run. */
    private void giveUp(@Nullable Placed known) {
        for (Island island : islands) {
            if (isHost(island)) {
                island.forgetAfter(known);
            } else {
                island.neverBegins();
            }
        }
    }

    private void hostIn(Island island) {
        islands[plan().last().island()] = island;
        for (Node node : plan().nodes()) {
            if (((Stage) node.operator()).hosted()) {
                islands[node.island()] = island;
            }
        }
    }

    /** A run of its own. Nothing moves before {@link #start}. */
    static Assembly run(Layout layout, Crew crew) {
        return new Assembly(layout, crew, null);
    }

    /** The plan's last island becomes a part of the host, which is running this; the others start. */
    static Site.Inner inner(Layout layout, Crew crew, Host host) {
        Placed known = host.island().last();
        Assembly assembly = new Assembly(layout, crew, host);
        Site.Inner made = new Site.Inner(assembly, host.island().driversAfter(known));
        assembly.start(host.island());
        if (host.drains()) {
            crew.drainToo(host.island());
        }
        return made;
    }

    /** Begins all islands but one, which runs otherwise, and those whose turn comes later. */
    void start(@Nullable Island except) {
        for (int i = 0; i < islands.length; i++) {
            if (later(i)) {
                islands[i].postpone(drains()); // before anything runs that could say that it is due
            }
        }
        List<Island> begin = new ArrayList<>(islands.length);
        for (int i = islands.length - 1;
                i >= 0;
                i--) { // those nearer the sources first: there is something for the others then
            if (islands[i] != except && !later(i)) {
                begin.add(islands[i]);
            }
        }
        SerialTask.begin(begin);
    }

    private boolean later(int island) {
        Turns turns = layout.turns;
        return turns != null && !isHost(islands[island]) && turns.waits(island);
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

    List<Island> islands() {
        return Arrays.asList(islands);
    }

    Island island(int number) {
        return islands[number];
    }

    Island islandOf(Predicate<Operator> which) {
        Node found = plan().nodes().stream()
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
        return host != null;
    }

    /** Whether this is the island, not its own, that an inner plan was put into. */
    boolean isHost(Island island) {
        return host != null && island == host.island();
    }

    /** Where a stage stands in an island: the larger, the nearer to the sink. What is hosted stands where its host does. */
    int placeOf(Node node, Island where) {
        return host != null && where == host.island()
                ? host.place()
                : node.id(); // ids grow in the direction of the flow
    }

    boolean drains() {
        return host == null || host.drains();
    }

    @Nullable
    Allowance allowance() {
        return host == null ? null : host.allowance();
    }

    Inlet<?> relay() {
        return Objects.requireNonNull(host, "only an inner plan ends in a relay")
                .relay();
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
        return plan().nodes().stream()
                .filter(node -> node.island() == island)
                .map(Node::name)
                .toList();
    }

    /**
     * The stage to name for an island that is slow: its last one that was given a name, or else its last; for an island
     * that only joins two links, the stage after it.
     */
    String slowest(Island island) {
        List<Node> nodes = plan().nodes().stream()
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
        Edge edge = plan().edges().stream()
                .filter(each -> islands[each.island()] == island)
                .findFirst()
                .orElseThrow();
        return plan().nodes().get(edge.to());
    }

    /** The first source. */
    String first() {
        return plan().nodes().getFirst().name();
    }

    private void open() {
        joining = new Joining(layout);
        for (int i = plan().nodes().size() - 1; i >= 0; i--) {
            Node node = plan().nodes().get(i);
            ((Stage) node.operator()).open(site(node));
        }
        joining = null;
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

    /** What it is put together by, for as long as that takes. */
    Joining joining() {
        return Objects.requireNonNull(joining, "stages are joined while the run is put together, and not later");
    }
}
