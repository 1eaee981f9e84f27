package dev.weir.admission;

import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a request says of its caller: how long it waits, in {@code grpc-timeout} or in a header of one's own in
 * milliseconds, and how often it has tried, in {@code grpc-previous-rpc-attempts}. What cannot be read is not known.
 */
public final class CallerFields {
    private static final int MOST_DIGITS = 8; // of a grpc-timeout
    private static final int MOST_ATTEMPTS = 1_000;

    private CallerFields() {}

    /**
     * What is known of the work.
     *
     * @param field the first value of a header by its name, or null; any spelling of the name must do
     * @param deadline the name of a header with milliseconds; null: there is none
     * @return the work, of normal criticality
     */
    public static Work work(Function<String, @Nullable String> field, @Nullable String deadline) {
        long nanos = nanosLeft(field, deadline);
        int attempt = attempt(field.apply("grpc-previous-rpc-attempts"));
        if (nanos == Long.MAX_VALUE && attempt == 0) {
            return Work.normal();
        }
        return Work.normal().canWaitNanos(nanos).attempt(attempt);
    }

    /**
     * How long its caller waits.
     *
     * @param field the first value of a header by its name, or null
     * @param deadline the name of a header with milliseconds; null: there is none
     * @return nanoseconds; {@link Long#MAX_VALUE} if that is not known
     */
    public static long nanosLeft(Function<String, @Nullable String> field, @Nullable String deadline) {
        long nanos = grpc(field.apply("grpc-timeout"));
        return deadline == null ? nanos : Math.min(nanos, millis(field.apply(deadline)));
    }

    /**
     * How often it was tried before.
     *
     * @param value what {@code grpc-previous-rpc-attempts} says; null: nothing
     * @return from 0 to 1,000
     */
    public static int attempt(@Nullable String value) {
        return value == null ? 0 : Math.clamp(number(value, value.length()), 0, MOST_ATTEMPTS);
    }

    /** Digits and a unit, as gRPC has it. */
    static long grpc(@Nullable String value) {
        int digits = value == null ? 0 : value.length() - 1;
        long number = value == null || digits > MOST_DIGITS ? -1 : number(value, digits);
        if (value == null || number < 0) {
            return Long.MAX_VALUE;
        }
        return switch (value.charAt(digits)) {
            case 'H' -> TimeUnit.HOURS.toNanos(number);
            case 'M' -> TimeUnit.MINUTES.toNanos(number);
            case 'S' -> TimeUnit.SECONDS.toNanos(number);
            case 'm' -> TimeUnit.MILLISECONDS.toNanos(number);
            case 'u' -> TimeUnit.MICROSECONDS.toNanos(number);
            case 'n' -> number;
            default -> Long.MAX_VALUE;
        };
    }

    static long millis(@Nullable String value) {
        long number = value == null ? -1 : number(value, value.length());
        return number < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(number);
    }

    /** The digits up to there; less than 0 if there is anything else, or nothing, or too much. */
    private static long number(String value, int end) {
        if (end < 1 || end > 15) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < end; i++) {
            char digit = value.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }
}
