package dev.weir.bench.edge;

/**
 * A load, for a while.
 *
 * @param perSecond how many requests a second
 * @param settlesNanos for how long nothing counts, as it has just begun
 * @param nanos for how long it counts after that
 */
public record Step(double perSecond, long settlesNanos, long nanos) {
    long whole() {
        return settlesNanos + nanos;
    }

    @Override
    public String toString() {
        return perSecond + ":" + settlesNanos + ":" + nanos;
    }

    static Step parse(String told) {
        String[] parts = told.split(":", -1);
        return new Step(Double.parseDouble(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }
}
