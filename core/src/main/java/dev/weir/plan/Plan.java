package dev.weir.plan;

import java.util.List;
import java.util.function.Function;

/**
 * A declared flow as data: nodes, the edges between them, and how they are grouped into islands. Immutable. Drawing,
 * bounds and engines all read this.
 *
 * @param nodes all stages; each comes after those that feed it
 * @param edges all joins
 * @param sinks the ids of the sinks, in the order in which they were declared
 * @param islands how many islands it is cut into; each runs serially, beside the others
 */
public record Plan(List<Node> nodes, List<Edge> edges, List<Integer> sinks, int islands) {
    /** Copies the lists. */
    public Plan {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        sinks = List.copyOf(sinks);
    }

    /**
     * What it can hold in all.
     *
     * @return the bound
     */
    public Bound bound() {
        return Bound.of(this);
    }

    /**
     * Whether flows that were split are joined again by a stage that waits for each of them, so that they might wait for
     * each other.
     *
     * @return whether it has such a stage
     */
    public boolean rejoins() {
        return Rejoins.in(this);
    }

    /**
     * The stage whose island a thread runs that {@linkplain dev.weir.Source#open opens} this plan.
     *
     * @return the last of the sinks
     */
    public Node last() {
        return nodes.get(sinks.getLast());
    }

    /**
     * Draws it for Mermaid: one box an island, one node a stage, links as stadiums with their capacity.
     *
     * @return a {@code flowchart}
     */
    public String toMermaid() {
        return toMermaid(node -> "");
    }

    /**
     * Writes it as JSON, to be kept, compared or shown elsewhere. Functions are not in it.
     *
     * @return an object, one line for each node and each edge; the same text for the same plan
     */
    public String toJson() {
        return PlanWriter.write(this);
    }

    /**
     * Reads what {@link #toJson} has written. The plan has the same drawing, the same bound and the same JSON; its
     * operators only tell what they are, and cannot run.
     *
     * @param json the text
     * @return the plan
     * @throws IllegalArgumentException if it is not the JSON of a plan that could have been declared; the message says
     *     what is wrong, and where
     */
    public static Plan fromJson(String json) {
        return PlanReader.read(json);
    }

    /**
     * Draws it for Mermaid, with a further line for each stage.
     *
     * @param line what to add to a stage; empty: nothing
     * @return a {@code flowchart}
     */
    public String toMermaid(Function<Node, String> line) {
        return Mermaid.draw(this, line);
    }

    /** One line a stage: its id, its name, what it holds, and where its items go. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (Node node : nodes) {
            text.append('#').append(node.id()).append(' ').append(node.name());
            if (!node.name().startsWith(node.operator().kind())) {
                text.append(" (").append(node.operator().kind()).append(')');
            }
            if (!node.operator().holds().isEmpty()) {
                text.append(" holds ").append(node.operator().holds());
            }
            for (Edge edge : edges) {
                if (edge.from() == node.id()) {
                    text.append(" -> #").append(edge.to());
                }
            }
            text.append('\n');
        }
        return text.toString();
    }
}
