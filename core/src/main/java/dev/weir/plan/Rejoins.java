package dev.weir.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Finds stages that wait for each of several inlets, of which two come from one stage that was split. */
final class Rejoins {
    private static final Set<String> WAIT_FOR_EACH =
            Set.of("zip", "mergeSorted", "interleave", "concat", "orElse", "junction");

    private Rejoins() {}

    static boolean in(Plan plan) {
        return anySplits(plan) && meets(plan);
    }

    private static boolean anySplits(Plan plan) {
        for (Node node : plan.nodes()) {
            if (node.operator().outlets() > 1) {
                return true;
            }
        }
        return false;
    }

    private static boolean meets(Plan plan) {
        List<BitSet> splitsBefore = new ArrayList<>();
        for (Node node : plan.nodes()) {
            BitSet all = new BitSet();
            boolean meets = false;
            for (Edge edge : plan.edges()) {
                if (edge.to() == node.id()) {
                    BitSet one = (BitSet) splitsBefore.get(edge.from()).clone();
                    if (plan.nodes().get(edge.from()).operator().outlets() > 1) {
                        one.set(edge.from());
                    }
                    meets |= all.intersects(one);
                    all.or(one);
                }
            }
            if (meets && WAIT_FOR_EACH.contains(node.operator().kind())) {
                return true;
            }
            splitsBefore.add(all);
        }
        return false;
    }
}
