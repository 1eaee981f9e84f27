package dev.weir.gateway;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as people write them: {@code 250ms}, {@code 48s}, {@code 1.5m}, {@code 2h}, {@code 48}, {@code PT48S}. */
public final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s*(ms|s|m|h|)");

    /** For picocli. */
    public DurationConverter() {}

    @Override
    public Duration convert(String value) {
        Duration duration = parse(value.strip().toLowerCase(Locale.ROOT));
        if (duration == null || !duration.isPositive()) {
            throw new TypeConversionException(
                    "a duration must be > 0 but was '" + value + "'; write 250ms, 48s, 2m or PT48S");
        }
        return duration;
    }

    private static @org.jspecify.annotations.Nullable Duration parse(String value) {
        Matcher number = NUMBER.matcher(value);
        if (number.matches()) {
            double nanos = Double.parseDouble(number.group(1)) * unit(number.group(2));
            return Duration.ofNanos((long) Math.min(nanos, 9e18));
        }
        try {
            return Duration.parse(value);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static double unit(String name) {
        return switch (name) {
            case "ms" -> 1e6;
            case "m" -> 60e9;
            case "h" -> 3600e9;
            default -> 1e9;
        };
    }
}
