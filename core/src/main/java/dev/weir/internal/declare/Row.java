package dev.weir.internal.declare;

import dev.weir.plan.Edge;
import dev.weir.plan.Node;
import dev.weir.plan.Operator.Cut;
import dev.weir.plan.Plan;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Stages that stand in a row, from a source to a sink. Their plan is what {@link PlanBuilder} makes of any, for less. */
public final class Row {
    /** By size: the edges between stages that all are in one island. Most plans are so, and small. */
    private static final List<List<Edge>> FUSED = IntStream.rangeClosed(0, 8)
            .mapToObj(size -> List.copyOf(fused(size)))
            .toList();

    private final Spec[] stages; // from the source on

    private Row(Spec[] stages) {
        this.stages = stages;
    }

    /** Those that end in this one. Null: they do not stand in a row, or that is not known without a look at all. */
    public static @Nullable Row of(Spec last) {
        if (last.row() == 0) {
            return null;
        }
        Spec[] stages = new Spec[last.row()];
        Spec at = last;
        for (int i = stages.length - 1; i > 0; i--) {
            stages[i] = at;
            at = at.before();
        }
        stages[0] = at;
        return new Row(stages);
    }

    /** How many they are. */
    public int size() {
        return stages.length;
    }

    /** The one in this place; the source is in the first. */
    public Spec stage(int place) {
        return stages[place];
    }

    /** Whether the last is a sink. */
    boolean ends() {
        return stages[stages.length - 1].operator().outlets() == 0;
    }

    /** Their plan, if the last is a sink. */
    Plan plan() {
        int size = stages.length;
        return size < FUSED.size() && isFused()
                ? new Plan(List.of(nodes(new int[size])), FUSED.get(size), List.of(size - 1), 1)
                : cut();
    }

    private boolean isFused() {
        for (Spec stage : stages) {
            if (stage.operator().cut() != Cut.NONE) {
                return false;
            }
        }
        return true;
    }

    private Plan cut() {
        int size = stages.length;
        int[] islands = new int[size];
        Edge[] edges = new Edge[size - 1];
        int known = 0;
        int after = 0; // the island in which items go on
        for (int i = size - 1; i >= 0; i--) {
            Cut cut = stages[i].operator().cut();
            islands[i] = i == size - 1 || cut.after() ? known++ : after;
            if (i > 0) {
                after = cut.before() ? known++ : islands[i];
                edges[size - 1 - i] = new Edge(i - 1, 0, i, 0, after);
            }
        }
        return new Plan(List.of(nodes(islands)), List.of(edges), List.of(size - 1), known);
    }

    private Node[] nodes(int[] islands) {
        Node[] nodes = new Node[stages.length];
        Names names = new Names(anyNamed());
        for (int i = 0; i < nodes.length; i++) {
            nodes[i] = new Node(i, names.of(stages[i], i), stages[i].operator(), islands[i]);
        }
        return nodes;
    }

    private static List<Edge> fused(int size) {
        return IntStream.range(1, size)
                .map(i -> size - i)
                .mapToObj(to -> new Edge(to - 1, 0, to, 0, 0))
                .toList();
    }

    private boolean anyNamed() {
        for (Spec stage : stages) {
            if (stage.name() != null) {
                return true;
            }
        }
        return false;
    }
}
