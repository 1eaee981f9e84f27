package dev.weir.internal.engine;

import dev.weir.internal.compile.Op;
import dev.weir.internal.stage.Pulled;
import dev.weir.internal.stage.Stage;
import dev.weir.plan.Edge;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all runs of a plan need to know of it, found out once. */
public final class Layout {
    private final Plan plan;
    final @Nullable Turns turns;
    final boolean watched;
    private final Edge[][] in; // by node and inlet
    private final Edge[][] out; // by node and outlet
    private final @Nullable Heat @Nullable [] heats; // by node; null: it runs once only

    private Layout(Plan plan, boolean runsAgain) {
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
        heats = runsAgain ? new @Nullable Heat[size] : null;
        if (heats != null) {
            for (Node node : plan.nodes()) {
                heats[node.id()] = node.operator() instanceof Pulled<?> ? Heat.of(opsAfter(node)) : null;
            }
        }
    }

    /** Finds it out. */
    public static Layout of(Plan plan) {
        return new Layout(plan, true);
    }

    /** Finds it out for a plan that is made for one run, and so is not worth as much. */
    static Layout once(Plan plan) {
        return new Layout(plan, false);
    }

    /** What the stages behind a source do that can be written into one loop with it. */
    private List<Op> opsAfter(Node source) {
        List<Op> ops = new ArrayList<>();
        Node node = source;
        boolean goesOn = true;
        while (goesOn) {
            Edge edge = out[node.id()][0];
            Node next = plan.nodes().get(edge.to());
            Op op = ((Stage) next.operator()).inlined();
            goesOn = op != null && next.island() == source.island() && edge.island() == source.island();
            if (op != null && goesOn) {
                ops.add(op);
                goesOn = !op.isEnd();
            }
            node = next;
        }
        return ops;
    }

    /** How much the steps behind this source are used; null: nothing can be written for them. */
    @Nullable
    Heat heat(Node source) {
        return heats == null ? null : heats[source.id()];
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
