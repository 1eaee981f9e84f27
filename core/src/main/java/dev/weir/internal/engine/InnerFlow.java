package dev.weir.internal.engine;

import dev.weir.internal.declare.Names;
import dev.weir.internal.declare.PlanBuilder;
import dev.weir.internal.declare.Port;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Pulled;
import dev.weir.internal.stage.Relay;
import dev.weir.plan.Node;
import dev.weir.plan.Operator;
import dev.weir.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A declared flow that runs inside of a stage of another, known to be one that can run. Most are declared for one item, and are
 * small: what they do not need is not found out.
 */
public final class InnerFlow {
    private static final Relay RELAY = new Relay();

    private final Port end;
    private volatile @Nullable Layout layout;

    private InnerFlow(Port end) {
        this.end = end;
        if (end.spec().row() == 0) {
            layout(); // which is to be made to know that it can run
        }
    }

    /**
     * Of what leaves this outlet.
     *
     * @throws dev.weir.plan.IllegalPlanException if it cannot run
     */
    public static InnerFlow of(Port end) {
        return new InnerFlow(end);
    }

    /** Whether code in it may be suspended in the middle of an item. */
    public boolean suspends() {
        if (only() != null) {
            return false;
        }
        for (Node node : plan().nodes()) {
            if (node.operator().suspends()) {
                return true;
            }
        }
        return false;
    }

    /** All that it is, if that is a source whose items are there when they are asked for; null: it is more. */
    public @Nullable Pulled<?> only() {
        boolean only = end.spec().row() == 1;
        Operator operator = end.spec().operator();
        return only && operator instanceof Pulled<?> source && !source.blocks() ? source : null;
    }

    /** The only stage, as it stands in the plan. */
    Node onlyNode(Pulled<?> only) {
        String given = end.spec().name();
        return new Node(0, given == null ? Names.of(only.kind(), 0) : given, only, 0);
    }

    /** The plan. */
    public Plan plan() {
        return layout().plan();
    }

    /** What all its runs need to know of it. */
    Layout layout() {
        Layout known = layout;
        if (known == null) {
            known = Layout.once(PlanBuilder.build(List.of(Spec.of(RELAY, end))));
            layout = known; // several may find it out at once: it is the same
        }
        return known;
    }
}
