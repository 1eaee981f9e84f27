package dev.weir.plan;

import dev.weir.Capacity;
import dev.weir.plan.Operator.Cut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what {@link PlanWriter} has written, strictly: what comes out is a plan that could have been declared. */
final class PlanReader {
    private final JsonText text;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<End> joined = new HashSet<>();
    private final Set<Integer> used = new HashSet<>();
    private int islands;

    private PlanReader(JsonText text) {
        this.text = text;
    }

    static Plan read(String json) {
        return new PlanReader(new JsonText(json)).plan();
    }

    private Plan plan() {
        Part plan = part(JsonReader.read(text), "a plan");
        plan.whole("version", PlanWriter.VERSION, PlanWriter.VERSION);
        islands = plan.whole("islands", 0, Integer.MAX_VALUE);
        plan.array("nodes").forEach(json -> nodes.add(node(part(json, "a node"))));
        plan.array("edges").forEach(json -> edges.add(edge(part(json, "an edge"))));
        List<Integer> sinks = plan.wholes("sinks", 0, nodes.size() - 1);
        plan.nothingElse();
        nodes.forEach(node -> checkJoined(plan, node));
        checkSinks(plan, sinks);
        if (used.size() != islands) {
            throw plan.wrong("each of the " + islands + " islands must have a node or an edge but " + used.size()
                    + " have; number those there are from 0");
        }
        return new Plan(nodes, edges, sinks, islands);
    }

    private Part part(Json json, String what) {
        return new Part(text, json, what);
    }

    private Node node(Part node) {
        int id = node.whole("id", nodes.size(), nodes.size());
        String name = node.text("name");
        if (name.isBlank() || !names.add(name)) {
            throw node.wrong(
                    "each node must have a name of its own but '" + name + "' is blank or another's too; rename one");
        }
        List<Capacity> holds = new ArrayList<>();
        node.array("holds").forEach(json -> holds.add(capacity(part(json, "a capacity"))));
        var operator = new ReadOperator(
                node.text("kind"),
                node.whole("inlets", 0, Integer.MAX_VALUE),
                node.whole("outlets", 0, Integer.MAX_VALUE),
                holds,
                cut(node),
                node.flag("suspends"));
        int island = island(node);
        node.nothingElse();
        return new Node(id, name, operator, island);
    }

    private static Cut cut(Part node) {
        String name = node.text("cut");
        return Arrays.stream(Cut.values())
                .filter(cut -> cut.name().equals(name))
                .findFirst()
                .orElseThrow(() -> node.wrong("'cut' of a node must be one of " + Arrays.toString(Cut.values())
                        + " but is '" + name + "'; give what Plan.toJson has written"));
    }

    private int island(Part part) {
        int island = part.whole("island", 0, islands - 1);
        used.add(island);
        return island;
    }

    private static Capacity capacity(Part capacity) {
        int items = capacity.whole("items", 1, Integer.MAX_VALUE);
        boolean weighs = capacity.has("weight") || capacity.has("heaviest");
        long heaviest = weighs ? capacity.whole("heaviest", 1, Long.MAX_VALUE) : 0;
        long weight = weighs ? capacity.whole("weight", heaviest, Long.MAX_VALUE) : Long.MAX_VALUE;
        String why = capacity.has("unboundedBecause") ? capacity.text("unboundedBecause") : null;
        if (why != null && why.isBlank()) {
            throw capacity.wrong("an unbounded capacity must say why but the reason was blank; write it down");
        }
        capacity.nothingElse();
        return new Capacity(items, weight, heaviest, weighs ? ReadOperator.WEIGHER : null, why);
    }

    private Edge edge(Part edge) {
        int from = edge.whole("from", 0, nodes.size() - 1);
        int outlet = edge.whole("outlet", 0, operator(from).outlets() - 1);
        int to = edge.whole("to", from + 1, nodes.size() - 1);
        int inlet = edge.whole("inlet", 0, operator(to).inlets() - 1);
        int island = island(edge);
        edge.nothingElse();
        if (!joined.add(new End(from, false, outlet)) || !joined.add(new End(to, true, inlet))) {
            throw edge.wrong("an outlet and an inlet must be joined once but those of this edge, #" + from + "["
                    + outlet + "] and #" + to + "[" + inlet + "], are not; leave one edge out");
        }
        return new Edge(from, outlet, to, inlet, island);
    }

    private Operator operator(int id) {
        return nodes.get(id).operator();
    }

    /** One end of an edge. */
    private record End(int node, boolean in, int number) {}

    private void checkJoined(Part plan, Node node) {
        checkJoined(plan, node, true, node.operator().inlets());
        checkJoined(plan, node, false, node.operator().outlets());
    }

    private void checkJoined(Part plan, Node node, boolean in, int ends) {
        for (int i = 0; i < ends; i++) { // not longer than there are edges
            if (!joined.contains(new End(node.id(), in, i))) {
                throw plan.wrong("every inlet and outlet must be joined but " + (in ? "inlet " : "outlet ") + i
                        + " of '" + node.name() + "' is not; add the edge");
            }
        }
    }

    private void checkSinks(Part plan, List<Integer> sinks) {
        Set<Integer> ends = new HashSet<>();
        nodes.stream().filter(node -> node.operator().outlets() == 0).forEach(node -> ends.add(node.id()));
        if (sinks.size() != ends.size() || !ends.equals(Set.copyOf(sinks))) {
            throw plan.wrong("sinks must be the nodes without outlets, " + ends + ", each once, but are " + sinks
                    + "; give what Plan.toJson has written");
        }
    }
}
