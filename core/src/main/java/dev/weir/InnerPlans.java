package dev.weir;

import dev.weir.internal.declare.Spec;
import dev.weir.internal.engine.InnerFlow;
import dev.weir.internal.stage.Buffer;
import dev.weir.internal.stage.Fed;
import dev.weir.internal.stage.GroupBy;
import java.util.Objects;

/** Flows that run inside of a stage of another. */
final class InnerPlans {
    /** What an inner flow may hold that nobody declared otherwise. */
    static final int HOLDS = 256;

    private static final Capacity LINK = Capacity.items(8);

    /** What so many flows may hold together: two links that nobody gave a capacity for each. */
    static int holds(int flows) {
        return (int) Math.max(HOLDS, Math.min(Integer.MAX_VALUE, 2L * Capacity.DEFAULT.items() * flows));
    }

    private InnerPlans() {}

    /** The flow of a source that a function answered; code in it that is suspended gets an island of its own. */
    static InnerFlow of(Source<?> source) {
        Objects.requireNonNull(source, "an inner source must be answered but the function answered null");
        InnerFlow flow = InnerFlow.of(source.port());
        return flow.suspends() ? apart(source) : flow; // it must not take the thread that is there already
    }

    /** The flow of a group, which begins with this feed. */
    static <T, R> InnerFlow of(GroupBy.Feed<T> feed, Pipe<T, R> lane) {
        Source<T> first = new Source<>(Spec.of(new Fed<>(feed)).outlet(0));
        InnerFlow flow = of(lane.attach(first));
        return flow.suspends() ? of(lane.attach(first.buffer(LINK))) : flow;
    }

    private static InnerFlow apart(Source<?> source) {
        return InnerFlow.of(Spec.of(new Buffer<>(LINK), source.port()).outlet(0));
    }
}
