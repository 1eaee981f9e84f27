package dev.weir.internal.engine;

import dev.weir.LinkPressure;
import dev.weir.Pressure;
import dev.weir.plan.Node;
import dev.weir.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The drawing of a plan with the numbers of a run. */
final class Live {
    private Live() {}

    static String mermaid(Plan plan, Pressure pressure) {
        String slow = pressure.bottleneck().stage();
        return plan.toMermaid(node -> {
            String numbers = String.join("<br/>", numbers(node, pressure));
            return node.name().equals(slow) ? numbers + (numbers.isEmpty() ? "" : "<br/>") + "bottleneck" : numbers;
        });
    }

    /** One line a stage, with what it holds and has moved, and who holds the flow. */
    static String text(String name, Plan plan, Pressure pressure, Map<String, Duration> pausedBy) {
        var text = new StringBuilder("'").append(name).append("'");
        if (!pausedBy.isEmpty()) {
            text.append(", paused by ").append(pausedBy);
        }
        text.append(", bottleneck ").append(pressure.bottleneck()).append('\n');
        for (Node node : plan.nodes()) {
            text.append('#').append(node.id()).append(' ').append(node.name());
            numbers(node, pressure).forEach(line -> text.append("; ").append(line));
            text.append('\n');
        }
        return text.toString();
    }

    private static List<String> numbers(Node node, Pressure pressure) {
        return pressure.links().stream()
                .filter(link -> link.stage().equals(node.name()) || link.stage().startsWith(node.name() + "["))
                .map(link -> numbers(node, link))
                .toList();
    }

    private static String numbers(Node node, LinkPressure link) {
        String which = link.stage().substring(node.name().length());
        String lost = link.dropped() + link.expired() + link.discarded() == 0
                ? ""
                : ", lost " + (link.dropped() + link.expired() + link.discarded());
        String waited = link.waits() == 0 ? "" : ", waited " + link.waits();
        String oldest =
                link.oldest().toMillis() == 0 ? "" : ", oldest " + link.oldest().toMillis() / 1000.0 + " s";
        return (which.isEmpty() ? "" : which + " ") + link.held() + " of " + link.capacity() + " (peak " + link.peak()
                + "), out " + link.out() + waited + oldest + lost;
    }
}
