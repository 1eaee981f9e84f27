package dev.weir.bench.edge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What came of all requests that count, by step, and, if that is wanted, of those at its beginning and at its end on their own. */
final class Tallies {
    private static final String FIRST = "first.";
    private static final String LAST = "last.";

    private final Plan plan;
    private final List<Tally> steps;
    private final Tally first = new Tally();
    private final Tally last = new Tally();

    Tallies(Plan plan) {
        this.plan = plan;
        steps = Stream.generate(Tally::new).limit(plan.steps().size()).toList();
    }

    /** Those in which a request counts that is meant to be sent so long after it began. */
    List<Tally> at(long since) {
        int number = plan.step(since);
        Step step = plan.steps().get(number);
        long into = since - plan.begins(number) - step.settlesNanos();
        if (into < 0 || into >= step.nanos()) {
            return List.of();
        }
        Tally all = steps.get(number);
        if (into < plan.apartNanos()) {
            return List.of(all, first);
        }
        return step.nanos() - into <= plan.apartNanos() ? List.of(all, last) : List.of(all);
    }

    /** Whether the requests of a step could not be sent when they were meant to be. */
    boolean isLate(int step) {
        return steps.get(step).late() > plan.lateNanos();
    }

    /** All of it, by name, after the number of a step. What was not asked is not told. */
    Map<String, Double> told() {
        Map<String, Double> told = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            put(told, i + ".", steps.get(i));
        }
        put(told, FIRST, first);
        put(told, LAST, last);
        return told;
    }

    private static void put(Map<String, Double> told, String prefix, Tally tally) {
        if (tally.hasAny()) {
            tally.told().forEach((name, value) -> told.put(prefix + name, value));
        }
    }
}
