package dev.weir.internal.engine;

import dev.weir.plan.Edge;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What leads into the inlets of the stages of a plan, and out of their outlets. */
final class Wiring {
    /**
     * By the number of stages, the last that was used: small plans of one island in a row share their edges. Any thread reads
     * and writes it: whichever it finds is whole, as all that it is made of is final, or it makes another one.
     */
    private static final @Nullable Wiring[] USED = new @Nullable Wiring[16];

    private final List<Edge> edges;
    private final Edge[][] in; // by node and inlet
    private final Edge[][] out; // by node and outlet
    private final int[] inlets; // by node: how many those before it have; and of all

    private Wiring(Plan plan) {
        edges = plan.edges();
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
    }

    /** That of this plan. */
    @SuppressWarnings("ReferenceEquality") // that others are like these is not worth to be found out
    static Wiring of(Plan plan) {
        int size = plan.nodes().size();
        if (size >= USED.length) {
            return new Wiring(plan);
        }
        Wiring known = USED[size];
        if (known != null && known.edges == plan.edges()) {
            return known; // each inlet and outlet has its edge, so these say how many there are too
        }
        Wiring made = new Wiring(plan);
        USED[size] = made;
        return made;
    }

    /** How many inlets all nodes have. */
    int inlets() {
        return inlets[inlets.length - 1];
    }

    /** Which of all inlets is this one of a node. */
    int inlet(int node, int number) {
        return inlets[node] + number;
    }

    /** What leads into the inlets of a node. */
    Edge[] in(int node) {
        return in[node];
    }

    /** What leads out of the outlets of a node. */
    Edge[] out(int node) {
        return out[node];
    }
}
