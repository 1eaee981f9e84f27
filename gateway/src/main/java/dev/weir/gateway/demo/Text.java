package dev.weir.gateway.demo;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Numbers as people read them, the same in each locale. */
final class Text {
    private static final String NONE = "-";

    private Text() {}

    @SuppressWarnings("AnnotateFormatMethod") // that would need a dependency on its annotations
    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    static String count(long count) {
        return format("%,d", count);
    }

    static String count(OptionalLong count) {
        return count.isPresent() ? count(count.getAsLong()) : NONE;
    }

    /** A load such as 0.5x or 3x. */
    static String load(double load) {
        return (load == Math.rint(load) && Math.abs(load) < 1e9 ? format("%.0f", load) : Double.toString(load)) + "x";
    }

    /** Milliseconds: below ten with a decimal, and nothing longer than the patience of clients was measured. */
    static String millis(OptionalDouble millis) {
        if (millis.isEmpty()) {
            return NONE;
        }
        double value = millis.getAsDouble();
        if (value >= Setup.PATIENCE.toMillis()) {
            return ">" + Setup.PATIENCE.toMillis();
        }
        return format(value < 9.95 ? "%.1f" : "%.0f", value);
    }

    static String percent(OptionalDouble share) {
        return share.isPresent() ? format("%.0f%%", 100 * share.getAsDouble()) : NONE;
    }

    static String seconds(OptionalLong seconds) {
        return seconds.isPresent() ? seconds.getAsLong() + " s" : NONE;
    }

    /** What follows the name of a run, if what it can hold is bounded. */
    static String limit(OptionalLong bound) {
        return bound.isPresent() ? ": computed before the start, it holds at most " + count(bound) + " requests" : "";
    }

    /** A duration such as 250ms or 1.5s. */
    static String duration(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        boolean whole = millis == Math.rint(millis);
        return Math.abs(millis) < 1000
                ? (whole ? format("%.0f", millis) : Double.toString(millis)) + "ms"
                : (millis % 1000 == 0 ? format("%.0f", millis / 1000) : Double.toString(millis / 1000)) + "s";
    }
}
