package dev.weir.plan;

import java.util.function.Function;

/** Draws a plan in Mermaid's language. */
final class Mermaid {
    private Mermaid() {}

    static String draw(Plan plan, Function<Node, String> line) {
        var text = new StringBuilder("flowchart LR\n");
        for (int island = 0; island < plan.islands(); island++) {
            int number = island;
            var members =
                    plan.nodes().stream().filter(n -> n.island() == number).toList();
            if (members.isEmpty()) {
                continue; // it only carries items from one link to the next
            }
            text.append("  subgraph i").append(island).append("[ ]\n");
            members.forEach(node -> node(text, node, line.apply(node)));
            text.append("  end\n");
        }
        for (Edge edge : plan.edges()) {
            text.append("  n")
                    .append(edge.from())
                    .append(" --> n")
                    .append(edge.to())
                    .append('\n');
        }
        for (Node node : plan.nodes()) {
            plan.nodes().stream()
                    .filter(to -> node.operator().continuesAt(to.operator()))
                    .forEach(to -> text.append("  n")
                            .append(node.id())
                            .append(" -.-> n")
                            .append(to.id())
                            .append('\n'));
        }
        return text.toString();
    }

    private static void node(StringBuilder text, Node node, String more) {
        boolean holds = !node.operator().holds().isEmpty();
        text.append("    n").append(node.id()).append(holds ? "([\"" : "[\"").append(label(node));
        if (!more.isEmpty()) {
            text.append("<br/>").append(more);
        }
        text.append(holds ? "\"])\n" : "\"]\n");
    }

    private static String label(Node node) {
        String name = escape(node.name());
        String kind = node.operator().kind();
        String label = node.name().startsWith(kind) ? name : name + "<br/>" + kind;
        if (node.operator().holds().isEmpty()) {
            return label;
        }
        var places =
                node.operator().holds().stream().map(c -> escape(c.toString())).toList();
        return label + "<br/>holds " + String.join(" + ", places);
    }

    private static String escape(String name) {
        return name.replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;")
                .replace("\n", " ");
    }
}
