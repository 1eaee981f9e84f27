package dev.weir.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The most a whole pipeline can hold, known before it starts: what all its links may hold, and one item in the hands of
 * each island.
 *
 * @param items the most items, or empty if some link is declared unbounded
 * @param weight the largest total weight, or empty if some place counts no weight
 * @param unweighted the places that count no weight
 */
public record Bound(OptionalLong items, OptionalLong weight, List<String> unweighted) {
    static Bound of(Plan plan) {
        long items = plan.islands();
        long weight = 0;
        long heaviest = 0;
        boolean bounded = true;
        List<String> unweighted = new ArrayList<>();
        for (Node node : plan.nodes()) {
            for (var capacity : node.operator().holds()) {
                bounded &= capacity.bounded();
                items += capacity.items();
                if (capacity.weigher() == null) {
                    unweighted.add(node.name());
                } else {
                    weight += capacity.weight();
                    heaviest = Math.max(heaviest, capacity.heaviest());
                }
            }
        }
        boolean weighed = unweighted.isEmpty() && heaviest > 0;
        return new Bound(
                bounded ? OptionalLong.of(items) : OptionalLong.empty(),
                weighed ? OptionalLong.of(weight + plan.islands() * heaviest) : OptionalLong.empty(),
                List.copyOf(unweighted));
    }

    @Override
    public String toString() {
        String text = items.isPresent() ? "items=" + items.getAsLong() : "items=unbounded";
        if (weight.isPresent()) {
            return text + " weight=" + weight.getAsLong();
        }
        return unweighted.isEmpty() ? text : text + " (no bound by weight: " + String.join(", ", unweighted) + ")";
    }
}
