package dev.weir;

import dev.weir.internal.declare.PlanBuilder;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Buffer;
import dev.weir.internal.stage.Fed;
import dev.weir.internal.stage.GroupBy;
import dev.weir.internal.stage.Relay;
import dev.weir.plan.Plan;
import java.util.List;
import java.util.Objects;

/** Plans of flows that run inside of a stage of another. */
final class InnerPlans {
    /** What an inner flow may hold that nobody declared otherwise. */
    static final int HOLDS = 256;

    private static final Capacity LINK = Capacity.items(8);

    /** What so many flows may hold together: two links that nobody gave a capacity for each. */
    static int holds(int flows) {
        return (int) Math.max(HOLDS, Math.min(Integer.MAX_VALUE, 2L * Capacity.DEFAULT.items() * flows));
    }

    private InnerPlans() {}

    /** The plan of a source that a function answered; code in it that is suspended gets an island of its own. */
    static Plan of(Source<?> source) {
        Objects.requireNonNull(source, "an inner source must be answered but the function answered null");
        Plan plan = PlanBuilder.build(List.of(Spec.of(new Relay(), source.port())));
        boolean suspends =
                plan.nodes().stream().anyMatch(node -> node.operator().suspends());
        return suspends ? apart(source) : plan; // code that is suspended must not take the thread that is there already
    }

    /** The plan of a group's flow, which begins with this feed. */
    static <T, R> Plan of(GroupBy.Feed<T> feed, Pipe<T, R> lane) {
        Source<T> first = new Source<>(Spec.of(new Fed<>(feed)).outlet(0));
        Plan plan = of(lane.attach(first));
        boolean suspends =
                plan.nodes().stream().anyMatch(node -> node.operator().suspends());
        return suspends ? of(lane.attach(first.buffer(LINK))) : plan;
    }

    private static Plan apart(Source<?> source) {
        Spec link = Spec.of(new Buffer<>(LINK), source.port());
        return PlanBuilder.build(List.of(Spec.of(new Relay(), link.outlet(0))));
    }
}
