package dev.weir.internal.declare;

import dev.weir.internal.stage.Broadcast;
import dev.weir.internal.stage.Stage;
import dev.weir.internal.stage.Typed;
import dev.weir.plan.Edge;
import dev.weir.plan.IllegalPlanException;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plan must keep to be run that its builder cannot see while it builds. */
final class Check {
    private static final Set<String> ONE_AFTER_THE_OTHER = Set.of("concat", "orElse");

    private final Plan plan;
    private final List<List<Edge>> into = new ArrayList<>();

    private Check(Plan plan) {
        this.plan = plan;
        plan.nodes().forEach(node -> into.add(new ArrayList<>()));
        plan.edges().forEach(edge -> into.get(edge.to()).add(edge));
    }

    /** Throws if it cannot run. */
    static Plan checked(Plan plan) {
        Check check = new Check(plan);
        check.types();
        check.rejoins();
        return plan;
    }

    /** What was said of items that are only handed on must fit what is said of them next. */
    private void types() {
        List<@Nullable Typed<?>> said = new ArrayList<>();
        for (Node node : plan.nodes()) {
            Typed<?> known = null;
            for (Edge edge : into.get(node.id())) {
                Typed<?> before = said.get(edge.from());
                if (before != null && node.operator() instanceof Typed<?> here) {
                    checkTypes(before, here);
                }
                known = into.get(node.id()).size() == 1 ? before : null;
            }
            boolean keeps = node.operator() instanceof Stage stage && stage.keepsItems();
            said.add(node.operator() instanceof Typed<?> here ? here : keeps ? known : null);
        }
    }

    private static void checkTypes(Typed<?> before, Typed<?> here) {
        if (!here.type().isAssignableFrom(before.type())) {
            throw new IllegalPlanException("what is joined must fit but '" + before.of() + "' gives "
                    + before.type().getName() + " and '" + here.of() + "' takes "
                    + here.type().getName() + "; put what makes the one of the other between them, or swap them");
        }
    }

    /** Branches of a broadcast fill while nobody takes from them; a stage that takes one after the other waits for ever. */
    private void rejoins() {
        List<BitSet> broadcasts = new ArrayList<>();
        for (Node node : plan.nodes()) {
            BitSet all = new BitSet();
            for (Edge edge : into.get(node.id())) {
                BitSet one = (BitSet) broadcasts.get(edge.from()).clone();
                Node from = plan.nodes().get(edge.from());
                if (from.operator() instanceof Broadcast<?> fan && fan.waits()) {
                    one.set(from.id());
                }
                BitSet both = (BitSet) one.clone();
                both.and(all);
                if (!both.isEmpty()
                        && ONE_AFTER_THE_OTHER.contains(node.operator().kind())) {
                    throw new IllegalPlanException(
                            "branches must be taken from side by side but '" + node.name()
                                    + "' takes those of '"
                                    + plan.nodes().get(both.nextSetBit(0)).name()
                                    + "' one after the other, and waits for ever once the later one is full; merge or zip them");
                }
                all.or(one);
            }
            broadcasts.add(all);
        }
    }
}
