package dev.weir.internal.engine;

import dev.weir.internal.stage.Stage;
import dev.weir.plan.Edge;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which islands of a plan wait for the turn of an inlet: those from which every way leads into it. Before that they do not
 * begin, so that a source that might never be asked does nothing.
 */
final class Turns {
    /** An inlet whose turn comes later; within is the one that its stage itself waits for. */
    private record Gate(@Nullable Gate within, int node, int inlet, int depth) {}

    private final Plan plan;
    private final @Nullable Gate[] ofNode;
    private final @Nullable Gate[] ofIsland;
    private final boolean[] known; // of the islands

    private Turns(Plan plan) {
        this.plan = plan;
        ofNode = new Gate[plan.nodes().size()];
        ofIsland = new Gate[plan.islands()];
        known = new boolean[plan.islands()];
        Map<Integer, List<Edge>> ways = plan.edges().stream().collect(Collectors.groupingBy(Edge::from));
        for (Node node : plan.nodes().reversed()) { // what a stage feeds comes before it
            ofNode[node.id()] = before(node, ways.getOrDefault(node.id(), List.of()));
            standsIn(node.island(), ofNode[node.id()]);
        }
        for (Edge edge : plan.edges()) {
            if (edge.island() != to(edge).island()) { // it ends in a link; there may be no stage before that
                standsIn(edge.island(), into(edge));
            }
        }
    }

    /** The turns of this plan; null if all of it begins at once. */
    static @Nullable Turns of(Plan plan) {
        return plan.islands() > 1 && anyTakesTurns(plan) ? new Turns(plan) : null;
    }

    private static boolean anyTakesTurns(Plan plan) {
        for (Node node : plan.nodes()) {
            if (takesTurns(node)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this island waits for a turn. */
    boolean waits(int island) {
        return ofIsland[island] != null;
    }

    /** The islands that wait for the turn of this inlet. */
    List<Integer> waitingFor(Node node, int inlet) {
        return IntStream.range(0, ofIsland.length)
                .filter(island -> isFor(ofIsland[island], node, inlet))
                .boxed()
                .toList();
    }

    private static boolean isFor(@Nullable Gate gate, Node node, int inlet) {
        return gate != null && gate.node == node.id() && gate.inlet == inlet;
    }

    private static boolean takesTurns(Node node) {
        return ((Stage) node.operator()).takesTurns();
    }

    private Node to(Edge edge) {
        return plan.nodes().get(edge.to());
    }

    private @Nullable Gate before(Node node, List<Edge> ways) {
        boolean firstLeads = ((Stage) node.operator()).firstLeads();
        boolean first = true;
        Gate shared = null; // a sink waits for nobody
        for (Edge way : ways) {
            if (way.outlet() == 0 || !firstLeads) {
                shared = first ? into(way) : shared(shared, into(way));
                first = false;
            }
        }
        return shared;
    }

    private @Nullable Gate into(Edge edge) {
        Gate within = ofNode[edge.to()];
        if (edge.inlet() == 0 || !takesTurns(to(edge))) { // the first one's turn is at once
            return within;
        }
        return new Gate(within, edge.to(), edge.inlet(), within == null ? 1 : within.depth + 1);
    }

    private void standsIn(int island, @Nullable Gate gate) {
        ofIsland[island] = known[island] ? shared(ofIsland[island], gate) : gate;
        known[island] = true;
    }

    /** The nearest one that both wait for. */
    private static @Nullable Gate shared(@Nullable Gate one, @Nullable Gate other) {
        Gate a = one;
        Gate b = other;
        while (a != null && b != null && (a.node != b.node || a.inlet != b.inlet)) {
            int deepest = Math.max(a.depth, b.depth);
            a = a.depth == deepest ? a.within : a;
            b = b.depth == deepest ? b.within : b;
        }
        return a == null ? null : b;
    }
}
