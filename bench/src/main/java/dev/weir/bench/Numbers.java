package dev.weir.bench;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private Numbers() {}

    /** With three digits that count, or all that stand before the point. */
    static String shown(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        boolean small = size >= 0.00005 && size < 0.0995;
        return format(small ? "%.4f" : size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%,.0f", value);
    }

    /** How many times another; none, if that is nothing. */
    static String ratio(double value, double other) {
        return other == 0 ? "-" : shown(value / other);
    }

    @SuppressWarnings("AnnotateFormatMethod") // that would need a dependency on its annotations
    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
