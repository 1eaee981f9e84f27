package dev.weir.bench;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Brings values above 0 to places on a drawing, by their logarithms. */
record Scale(double lowest, double highest, double from, double to) {
    private static final double MARGIN = 0.05; // so that the least is seen too

    /** From the power of ten below the least value to that above all. */
    static Scale ofPowers(Collection<Double> values, double from, double to) {
        Scale exact = of(values, from, to);
        double lowest = Math.floor(exact.lowest - MARGIN);
        return new Scale(lowest, Math.max(lowest + 1, Math.ceil(exact.highest)), from, to);
    }

    /** From the least value to the highest one. */
    static Scale of(Collection<Double> values, double from, double to) {
        double[] powers = values.stream()
                .filter(value -> value > 0)
                .mapToDouble(Math::log10)
                .sorted()
                .toArray();
        return powers.length == 0
                ? new Scale(0, 1, from, to)
                : new Scale(powers[0], powers[powers.length - 1], from, to);
    }

    double place(double value) {
        double part = value <= 0 ? 0 : (Math.log10(value) - lowest) / (highest - lowest);
        return from + Math.clamp(part, 0, 1) * (to - from);
    }

    /** The powers of ten on it. */
    List<Double> marks() {
        return IntStream.rangeClosed((int) Math.ceil(lowest), (int) Math.floor(highest))
                .mapToObj(power -> Math.pow(10, power))
                .toList();
    }
}
