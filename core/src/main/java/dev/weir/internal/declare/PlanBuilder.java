package dev.weir.internal.declare;

import dev.weir.Capacity;
import dev.weir.internal.stage.Buffer;
import dev.weir.internal.stage.Layered;
import dev.weir.internal.stage.LoopSource;
import dev.weir.internal.stage.Stage;
import dev.weir.plan.Edge;
import dev.weir.plan.IllegalPlanException;
import dev.weir.plan.Node;
import dev.weir.plan.Operator.Cut;
import dev.weir.plan.Plan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Makes a plan of declared stages, walking from the sinks to the sources without recursion.
 *
 * <p>One rule says which uses share a stage: an outlet already taken means a new copy of its stage. So a source that is
 * used twice runs twice, and the several outlets of one fan-out belong together.
 */
public final class PlanBuilder {
    /** So many fused stages call each other at the most; then a link lets the stack unwind. */
    static final int FUSED_AT_MOST = 256;

    private final List<Draft> drafts = new ArrayList<>();
    private final List<Join> joins = new ArrayList<>();
    private final IdentityHashMap<Spec, Draft> current = new IdentityHashMap<>();
    private final Deque<Draft> open = new ArrayDeque<>();

    private final Inserts inserts;

    private PlanBuilder(Inserts inserts) {
        this.inserts = inserts;
    }

    /**
     * Makes the plan that ends in these sinks, with pieces put behind stages.
     *
     * @throws IllegalPlanException if some outlet goes nowhere, or there is no stage to put a piece behind
     */
    public static Plan build(List<Spec> sinks, Inserts inserts) {
        Row row = inserts.areNone() && sinks.size() == 1 ? Row.of(sinks.getFirst()) : null;
        return row != null && row.ends() ? row.plan() : walked(sinks, inserts);
    }

    /** The same, however simple it is. */
    static Plan walked(List<Spec> sinks, Inserts inserts) {
        return Check.checked(new PlanBuilder(inserts.fresh()).plan(sinks));
    }

    /** Makes the plan that ends in these sinks. */
    public static Plan build(List<Spec> sinks) {
        return build(sinks, Inserts.none());
    }

    /** The same plan with links of this capacity where none was given. */
    public static Plan linked(Plan plan, Capacity links) {
        List<Node> nodes = plan.nodes().stream()
                .map(node -> new Node(node.id(), node.name(), ((Stage) node.operator()).linked(links), node.island()))
                .toList();
        return new Plan(nodes, plan.edges(), plan.sinks(), plan.islands());
    }

    private static final class Draft {
        final Spec spec;
        final int fused;
        final BitSet taken = new BitSet();
        final List<Join> out = new ArrayList<>();
        final List<Join> in = new ArrayList<>();
        int id = -1;
        int island = -1;
        int unplaced;

        Draft(Spec spec, int fused) {
            this.spec = spec;
            this.fused = fused;
        }

        Cut cut() {
            return spec.operator().cut();
        }
    }

    private static final class Join {
        final Draft from;
        final int outlet;
        final Draft to;
        final int inlet;
        int island = -1;

        Join(Draft from, int outlet, Draft to, int inlet) {
            this.from = from;
            this.outlet = outlet;
            this.to = to;
            this.inlet = inlet;
        }
    }

    private Plan plan(List<Spec> sinks) {
        List<Draft> ends = sinks.stream().map(sink -> draft(sink, 1)).toList();
        while (!open.isEmpty()) {
            Draft draft = open.removeLast();
            List<Port> inputs = draft.spec.inputs();
            for (int inlet = 0; inlet < inputs.size(); inlet++) {
                connect(inputs.get(inlet), draft, inlet);
            }
        }
        checkOutlets();
        checkLoops();
        inserts.checkUsed(drafts.stream()
                .map(draft -> draft.spec.name())
                .filter(Objects::nonNull)
                .toList());
        List<Draft> order = sourcesFirst();
        int islands = cutIntoIslands(order);
        List<Node> nodes = new ArrayList<>();
        Names names = new Names(true);
        for (Draft draft : order) {
            nodes.add(new Node(draft.id, names.of(draft.spec, draft.id), draft.spec.operator(), draft.island));
        }
        List<Edge> edges = new ArrayList<>();
        for (Join join : joins) {
            edges.add(new Edge(join.from.id, join.outlet, join.to.id, join.inlet, join.island));
        }
        return new Plan(nodes, edges, ends.stream().map(end -> end.id).toList(), islands);
    }

    private Draft draft(Spec spec, int fused) {
        Draft draft = new Draft(spec, fused);
        drafts.add(draft);
        open.add(draft);
        if (spec.sides() != null) {
            Spec own =
                    new Spec(spec.operator(), spec.name(), spec.inputs()); // the side sinks of this copy, and no other
            current.put(own, draft);
            spec.sides().apply(own).forEach(sink -> draft(sink, 1));
        }
        return draft;
    }

    private void connect(Port asked, Draft to, int inlet) {
        Port port = inserts.behind(asked, to.spec);
        if (to.fused >= FUSED_AT_MOST && !to.cut().before()) {
            Spec link = Spec.of(new Buffer<>(Capacity.DEFAULT), asked);
            Draft between = draft(link, 1);
            join(between, 0, to, inlet);
            return; // the link itself asks for the port when its turn comes
        }
        Draft from = current.get(port.spec());
        if (from == null || from.taken.get(port.outlet())) {
            from = draft(port.spec(), to.cut().before() ? 1 : to.fused + 1);
            current.put(port.spec(), from);
        }
        join(from, port.outlet(), to, inlet);
    }

    private void join(Draft from, int outlet, Draft to, int inlet) {
        from.taken.set(outlet);
        Join join = new Join(from, outlet, to, inlet);
        from.out.add(join);
        to.in.add(join);
        joins.add(join);
    }

    private void checkOutlets() {
        for (Draft draft : drafts) {
            int missing = draft.taken.nextClearBit(0);
            if (missing < draft.spec.operator().outlets()) {
                throw new IllegalPlanException("every outlet must be joined but outlet " + missing + " of '"
                        + draft.spec + "' goes nowhere; join it, or end it in Sink.ignore()");
            }
        }
    }

    private void checkLoops() {
        Set<Object> known = new HashSet<>();
        for (Draft draft : drafts) {
            if (draft.spec.operator() instanceof LoopSource<?> loop && !known.add(loop.key())) {
                throw new IllegalPlanException("a loop's source must be used once but that of '" + draft.spec
                        + "' is used again; broadcast what comes back");
            }
            if (draft.spec.operator() instanceof Layered layer && !known.add(layer.key())) {
                throw new IllegalPlanException("a conversation must be used once but that under '" + draft.spec
                        + "' is used again; broadcast what is heard, merge what is said");
            }
        }
    }

    /** Kahn's order, so that ids grow in the direction of the flow. */
    private List<Draft> sourcesFirst() {
        Deque<Draft> ready = new ArrayDeque<>();
        for (int i = drafts.size() - 1; i >= 0; i--) {
            Draft draft = drafts.get(i);
            draft.unplaced = draft.spec.inputs().size();
            if (draft.unplaced == 0) {
                ready.add(draft);
            }
        }
        List<Draft> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            Draft draft = ready.removeFirst();
            draft.id = order.size();
            order.add(draft);
            for (Join join : draft.out) {
                if (--join.to.unplaced == 0) {
                    ready.addFirst(join.to);
                }
            }
        }
        return order;
    }

    /** A fused stage belongs to the island of the stage it feeds; a cut begins a new one. */
    private static int cutIntoIslands(List<Draft> order) {
        int islands = 0;
        for (Draft draft : order.reversed()) {
            boolean own = draft.out.isEmpty() || draft.cut().after();
            draft.island = own ? islands++ : draft.out.getFirst().island;
            for (Join join : draft.in) {
                join.island = draft.cut().before() ? islands++ : draft.island;
            }
        }
        return islands;
    }
}
