package dev.weir.gateway.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * The load of each phase, in multiples of what the origin can serve. There is at least one; each is more than 0.
 *
 * @param multiples in the order of the phases
 */
record Loads(List<Double> multiples) {
    private static final double MOST = 100;

    /** Checks them. */
    Loads {
        multiples = List.copyOf(multiples);
        for (double load : multiples) {
            if (!(load > 0 && load <= MOST)) {
                throw new IllegalArgumentException(rule(Text.load(load)));
            }
        }
        if (multiples.isEmpty()) {
            throw new IllegalArgumentException(rule("nothing"));
        }
    }

    /** Reads {@code 0.5,1,3}. */
    static Loads parse(String text) {
        List<Double> multiples = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            try {
                multiples.add(Double.parseDouble(each.strip()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(rule("'" + each.strip() + "'"), e);
            }
        }
        return new Loads(multiples);
    }

    private static String rule(String value) {
        return "a load must be a number > 0 and <= " + (int) MOST + " but was " + value
                + "; give multiples of the capacity, such as 0.5,1,3,0.5";
    }

    int count() {
        return multiples.size();
    }

    double of(int phase) {
        return multiples.get(phase);
    }

    double sum() {
        return multiples.stream().mapToDouble(load -> load).sum();
    }

    double most() {
        return multiples.stream().mapToDouble(load -> load).max().orElseThrow();
    }
}
