package dev.weir.internal.engine;

import dev.weir.Capacity;
import dev.weir.internal.declare.Inserts;
import dev.weir.internal.declare.PlanBuilder;
import dev.weir.internal.declare.Row;
import dev.weir.internal.declare.Spec;
import dev.weir.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A complete declared flow, known to be one that can run. What its runs need of it is found out by the first that asks: many a flow
 * is declared in a method, run once, and never asked for its plan.
 */
public final class Blueprint {
    private final List<Spec> sinks;
    private final Inserts inserts;
    private final @Nullable Capacity links;
    private final @Nullable Straight straight;
    private volatile @Nullable Layout layout;

    private Blueprint(List<Spec> sinks, Inserts inserts, @Nullable Capacity links) {
        this.sinks = sinks;
        this.inserts = inserts;
        this.links = links;
        Row row = links == null && inserts.areNone() && sinks.size() == 1 ? Row.of(sinks.getFirst()) : null;
        straight = row == null ? null : Straight.of(this, row);
        if (row == null) {
            layout(); // which is to be made to know that it can run
        }
    }

    /**
     * Of the flow that ends in these sinks.
     *
     * @param links what links hold that none was given for; null: what they hold by themselves
     * @throws dev.weir.plan.IllegalPlanException if it cannot run
     */
    public static Blueprint of(List<Spec> sinks, Inserts inserts, @Nullable Capacity links) {
        return new Blueprint(sinks, inserts, links);
    }

    /** How it is run on the calling thread, if it is one loop from end to end; null: it is more. */
    @Nullable
    Straight straight() {
        return straight;
    }

    /** The plan. */
    public Plan plan() {
        return layout().plan();
    }

    /** What all runs need to know of it. */
    public Layout layout() {
        Layout known = layout;
        return known != null ? known : lay();
    }

    private synchronized Layout lay() {
        Layout known = layout;
        if (known == null) {
            Plan plan = PlanBuilder.build(sinks, inserts);
            known = Layout.of(links == null ? plan : PlanBuilder.linked(plan, links));
            layout = known;
        }
        return known;
    }
}
