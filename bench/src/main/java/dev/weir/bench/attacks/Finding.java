package dev.weir.bench.attacks;

import java.util.List;
import java.util.Map;

/**
 * What became of an attack.
 *
 * @param attack which one
 * @param numbers by name, some of them not a number
 * @param cuts how many were cut off with what
 * @param notes what has to be known besides
 * @param histogram what the heap was made of, if that was asked for
 */
public record Finding(
        Attack attack,
        Map<String, Double> numbers,
        Map<String, Integer> cuts,
        List<String> notes,
        List<String> histogram) {
    /** A number; none if it is not known. */
    public double number(String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }
}
