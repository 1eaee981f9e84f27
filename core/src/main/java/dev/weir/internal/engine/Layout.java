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
    /** From some fifty steps on the JIT no longer writes all of them into one piece; what follows goes on as steps. */
    private static final int LONGEST = 32;

    private final Plan plan;
    final @Nullable Turns turns;
    final boolean watched;
    private final Edge[][] in; // by node and inlet
    private final Edge[][] out; // by node and outlet
    private final int[] inlets; // by node: how many those before it have; and of all
    private final @Nullable Heat @Nullable [][] heats; // by node and outlet; null: it runs once only
    private final @Nullable Straight straight;

    private Layout(Plan plan, boolean runsAgain) {
        this.plan = plan;
        this.turns = Turns.of(plan);
        int size = plan.nodes().size();
        in = new Edge[size][];
        out = new Edge[size][];
        inlets = new int[size + 1];
        for (Node node : plan.nodes()) {
            in[node.id()] = new Edge[node.operator().inlets()];
            inlets[node.id() + 1] = inlets[node.id()] + node.operator().inlets();
            out[node.id()] = new Edge[node.operator().outlets()];
        }
        for (Edge edge : plan.edges()) {
            in[edge.to()][edge.inlet()] = edge;
            out[edge.from()][edge.outlet()] = edge;
        }
        watched = runsAgain // what goes on inside of a flow is watched with the run around it
                && (plan.rejoins() || plan.nodes().stream().anyMatch(Layout::goesRound));
        heats = runsAgain ? new @Nullable Heat[size][] : null;
        for (Node node : plan.nodes()) {
            if (heats != null) {
                heats[node.id()] = heats(node);
            }
        }
        straight = plan.islands() == 1 && plan.nodes().getFirst().operator() instanceof Pulled<?> source
                ? Straight.of(plan, source, heat(plan.nodes().getFirst(), 0))
                : null;
    }

    private @Nullable Heat[] heats(Node node) {
        @Nullable Heat[] heats = new @Nullable Heat[out[node.id()].length];
        boolean range =
                node.operator() instanceof Pulled<?> source && source.opening().isRange();
        for (int outlet = 0; outlet < heats.length; outlet++) {
            heats[outlet] = ((Stage) node.operator()).inlined() == null ? heatAfter(node, outlet, range) : null;
        }
        return heats;
    }

    /** Finds it out. */
    public static Layout of(Plan plan) {
        return new Layout(plan, true);
    }

    /** Finds it out for a plan that is made for one run, and so is not worth as much. */
    static Layout once(Plan plan) {
        return new Layout(plan, false);
    }

    /** For what the stages behind an outlet do that can be written into one loop with what comes out of it. */
    private @Nullable Heat heatAfter(Node from, int outlet, boolean range) {
        List<Op> ops = new ArrayList<>();
        Edge edge = out[from.id()][outlet];
        int island = edge.island();
        Node to = plan.nodes().get(edge.to());
        Op op = ((Stage) to.operator()).inlined();
        while (op != null && to.island() == island && edge.island() == island && ops.size() < LONGEST) {
            ops.add(op);
            if (op.isEnd()) {
                break;
            }
            edge = out[to.id()][0];
            to = plan.nodes().get(edge.to());
            op = ((Stage) to.operator()).inlined();
        }
        return Heat.of(ops, range, to.operator().getClass());
    }

    /** How much the steps behind this outlet are used; null: nothing can be written for them. */
    @Nullable
    Heat heat(Node node, int outlet) {
        return heats == null ? null : heats[node.id()][outlet];
    }

    /** How it is run on the calling thread, if it is one loop from end to end; null: it is more, or runs once only. */
    @Nullable
    Straight straight() {
        return straight;
    }

    private static boolean goesRound(Node node) {
        return ((Stage) node.operator()).goesRound();
    }

    /** The plan. */
    public Plan plan() {
        return plan;
    }

    /** How many inlets all nodes have. */
    int inlets() {
        return inlets[inlets.length - 1];
    }

    /** Which of all inlets is this one of a node. */
    int inlet(int node, int number) {
        return inlets[node] + number;
    }

    /** Which of the sinks a node is; less than 0: a side one, whose value nobody asks for. */
    int sink(Node node) {
        return plan.sinks().indexOf(node.id());
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
