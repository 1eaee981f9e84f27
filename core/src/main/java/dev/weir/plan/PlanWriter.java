package dev.weir.plan;

import dev.weir.Capacity;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Writes a plan as JSON, one line for each node and each edge. What {@link PlanReader} reads is written the same again.
 */
final class PlanWriter {
    /** The version of what is written here. */
    static final int VERSION = 1;

    private final StringBuilder text = new StringBuilder();

    private PlanWriter() {}

    static String write(Plan plan) {
        return new PlanWriter().plan(plan);
    }

    private String plan(Plan plan) {
        text.append("{\"version\":").append(VERSION).append(",\"islands\":").append(plan.islands());
        text.append(",\n\"nodes\":");
        list(plan.nodes(), "\n ", PlanWriter::node);
        text.append(",\n\"edges\":");
        list(plan.edges(), "\n ", PlanWriter::edge);
        text.append(",\n\"sinks\":")
                .append(plan.sinks().stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")));
        return text.append("}\n").toString();
    }

    private <T> void list(List<T> items, String before, BiConsumer<PlanWriter, T> write) {
        text.append('[');
        String between = before;
        for (T item : items) {
            text.append(between);
            write.accept(this, item);
            between = "," + before;
        }
        text.append(']');
    }

    private void node(Node node) {
        Operator operator = node.operator();
        text.append("{\"id\":").append(node.id()).append(",\"name\":");
        string(node.name());
        text.append(",\"kind\":");
        string(operator.kind());
        text.append(",\"inlets\":").append(operator.inlets());
        text.append(",\"outlets\":").append(operator.outlets());
        text.append(",\"holds\":");
        list(operator.holds(), "", PlanWriter::capacity);
        text.append(",\"cut\":");
        string(operator.cut().name());
        text.append(",\"suspends\":").append(operator.suspends());
        text.append(",\"island\":").append(node.island()).append('}');
    }

    private void capacity(Capacity capacity) {
        text.append("{\"items\":").append(capacity.items());
        if (capacity.weigher() != null) {
            text.append(",\"weight\":").append(capacity.weight());
            text.append(",\"heaviest\":").append(capacity.heaviest());
        }
        String why = capacity.unboundedBecause();
        if (why != null) {
            text.append(",\"unboundedBecause\":");
            string(why);
        }
        text.append('}');
    }

    private void edge(Edge edge) {
        text.append("{\"from\":").append(edge.from()).append(",\"outlet\":").append(edge.outlet());
        text.append(",\"to\":").append(edge.to()).append(",\"inlet\":").append(edge.inlet());
        text.append(",\"island\":").append(edge.island()).append('}');
    }

    /** Half a surrogate pair is escaped too: no encoding has it. */
    private void string(String value) {
        text.append('"');
        for (int at = 0; at < value.length(); ) {
            int point = value.codePointAt(at);
            at += Character.charCount(point);
            switch (point) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> plainOrHex(point);
            }
        }
        text.append('"');
    }

    private void plainOrHex(int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                text.append("\\u").append(HexFormat.of().toHexDigits((char) point));
            default -> text.appendCodePoint(point);
        }
    }
}
