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
    static final int LONGEST = 32;

    private final Plan plan;
    final @Nullable Turns turns;
    final boolean watched;
    private final Wiring wiring;
    private final @Nullable Heat @Nullable [][] heats; // by node and outlet; null: it runs once only

    private Layout(Plan plan, boolean runsAgain) {
        this.plan = plan;
        this.turns = Turns.of(plan);
        this.wiring = Wiring.of(plan);
        watched = runsAgain // what goes on inside of a flow is watched with the run around it
                && (plan.rejoins() || goesRound(plan));
        heats = runsAgain ? new @Nullable Heat[plan.nodes().size()][] : null;
        for (Node node : plan.nodes()) {
            if (heats != null) {
                heats[node.id()] = heats(node);
            }
        }
    }

    private @Nullable Heat[] heats(Node node) {
        @Nullable Heat[] heats = new @Nullable Heat[node.operator().outlets()];
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

    /** Finds it out for a plan that is mostly made for one run, and so is not worth as much. */
    static Layout once(Plan plan) {
        return new Layout(plan, false);
    }

    /** For what the stages behind an outlet do that can be written into one loop with what comes out of it. */
    private @Nullable Heat heatAfter(Node from, int outlet, boolean range) {
        List<Op> ops = new ArrayList<>();
        Edge edge = wiring.out(from.id())[outlet];
        int island = edge.island();
        Node to = plan.nodes().get(edge.to());
        Op op = ((Stage) to.operator()).inlined();
        while (op != null && to.island() == island && edge.island() == island && ops.size() < LONGEST) {
            ops.add(op);
            if (op.isEnd()) {
                break;
            }
            edge = wiring.out(to.id())[0];
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

    private static boolean goesRound(Plan plan) {
        for (Node node : plan.nodes()) {
            if (((Stage) node.operator()).goesRound()) {
                return true;
            }
        }
        return false;
    }

    /** The plan. */
    public Plan plan() {
        return plan;
    }

    /** How many inlets all nodes have. */
    int inlets() {
        return wiring.inlets();
    }

    /** Which of all inlets is this one of a node. */
    int inlet(int node, int number) {
        return wiring.inlet(node, number);
    }

    /** Which of the sinks a node is; less than 0: a side one, whose value nobody asks for. */
    int sink(Node node) {
        return plan.sinks().indexOf(node.id());
    }

    /** What leads into the inlets of a node. */
    Edge[] in(Node node) {
        return wiring.in(node.id());
    }

    /** What leads out of the outlets of a node. */
    Edge[] out(Node node) {
        return wiring.out(node.id());
    }
}
