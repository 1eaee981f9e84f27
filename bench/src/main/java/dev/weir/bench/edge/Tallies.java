package dev.weir.bench.edge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came of all requests that count, and, if that is wanted, of those at the beginning and at the end on their own. */
final class Tallies {
    private final Tally all = new Tally();
    private final Tally first = new Tally();
    private final Tally last = new Tally();
    private final List<Tally> inAll = List.of(all);
    private final List<Tally> inFirst = List.of(all, first);
    private final List<Tally> inLast = List.of(all, last);
    private final Plan plan;
    private long begins;

    Tallies(Plan plan) {
        this.plan = plan;
    }

    /** From then on they count. */
    void begin(long from) {
        begins = from;
    }

    /** Those in which a request counts that is meant to be sent then. */
    List<Tally> at(long meant) {
        long since = meant - begins;
        if (since < 0 || since >= plan.nanos()) {
            return List.of();
        }
        if (since < plan.apartNanos()) {
            return inFirst;
        }
        return plan.nanos() - since <= plan.apartNanos() ? inLast : inAll;
    }

    /** All of it, by name. */
    Map<String, Double> told() {
        Map<String, Double> told = new HashMap<>(all.told());
        if (plan.apartNanos() > 0) {
            first.told().forEach((name, value) -> told.put("first." + name, value));
            last.told().forEach((name, value) -> told.put("last." + name, value));
        }
        return told;
    }
}
