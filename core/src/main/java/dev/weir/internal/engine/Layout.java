package dev.weir.internal.engine;

import dev.weir.internal.stage.Stage;
import dev.weir.plan.Edge;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import org.jspecify.annotations.Nullable;

/** What all runs of a plan need to know of it, found out once. */
public final class Layout {
    private final Plan plan;
    final @Nullable Turns turns;
    final boolean watched;
    private final Edge[][] in; // by node and inlet
    private final Edge[][] out; // by node and outlet

    private Layout(Plan plan) {
        this.plan = plan;
        this.turns = Turns.of(plan);
        int size = plan.nodes().size();
        in = new Edge[size][];
        out = new Edge[size][];
        for (Node node : plan.nodes()) {
            in[node.id()] = new Edge[node.operator().inlets()];
            out[node.id()] = new Edge[node.operator().outlets()];
        }
        for (Edge edge : plan.edges()) {
            in[edge.to()][edge.inlet()] = edge;
            out[edge.from()][edge.outlet()] = edge;
        }
        watched = plan.rejoins() || plan.nodes().stream().anyMatch(Layout::goesRound);
    }

    /** Finds it out. */
    public static Layout of(Plan plan) {
        return new Layout(plan);
    }

    private static boolean goesRound(Node node) {
        return ((Stage) node.operator()).goesRound();
    }

    /** The plan. */
    public Plan plan() {
        return plan;
    }

    /** What leads into the inlets of a node. */
    Edge[] in(Node node) {
        return in[node.id()];
    }

    /** What leads out of the outlets of a node. */
    Edge[] out(Node node) {
        return out[node.id()];
    }
}
