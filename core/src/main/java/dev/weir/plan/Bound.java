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
                    weight = sum(weight, capacity.weight());
                    heaviest = Math.max(heaviest, capacity.heaviest());
                }
            }
        }
        boolean weighed = unweighted.isEmpty() && heaviest > 0;
        return new Bound(
                bounded ? OptionalLong.of(items) : OptionalLong.empty(),
                weighed ? OptionalLong.of(inHands(weight, plan.islands(), heaviest)) : OptionalLong.empty(),
                List.copyOf(unweighted));
    }

    private static long inHands(long weight, int islands, long heaviest) {
        return heaviest > Long.MAX_VALUE / islands ? Long.MAX_VALUE : sum(weight, islands * heaviest);
    }

    /** What is larger than any number is the largest. */
    private static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
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
