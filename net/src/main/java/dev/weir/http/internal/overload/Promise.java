package dev.weir.http.internal.overload;

import dev.weir.http.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * When a refused request may come back, as its answer says: in {@code Retry-After-Ms} or {@code grpc-retry-pushback-ms}, or
 * in {@code Retry-After} as seconds or as a date. The more exact one counts. What is not well said is not said.
 *
 * @param nanos in so many nanoseconds, 0 to {@link #LONGEST}
 * @param exact whether it was told in milliseconds: then it is a place of this request's own; else many were told the same
 */
public record Promise(long nanos, boolean exact) {
    /** What is later is taken to be this: five minutes. */
    public static final long LONGEST = TimeUnit.MINUTES.toNanos(5);

    private static final int MOST_DIGITS = 15;

    /**
     * What the head of an answer promises.
     *
     * @param headers the head
     * @param wall the time of day; a date is compared with that of the answer if it has one
     * @return the promise, if there is one
     */
    public static Optional<Promise> of(Headers headers, Instant wall) {
        return headers.first("Retry-After-Ms")
                .flatMap(text -> number(text, TimeUnit.MILLISECONDS, true))
                .or(() -> headers.first("grpc-retry-pushback-ms")
                        .flatMap(text -> number(text, TimeUnit.MILLISECONDS, true)))
                .or(() -> headers.first("Retry-After")
                        .flatMap(text -> number(text, TimeUnit.SECONDS, false)
                                .or(() -> date(text).map(at -> until(at, headers, wall)))));
    }

    private static Promise until(Instant at, Headers headers, Instant wall) {
        Duration wait =
                Duration.between(headers.first("Date").flatMap(Promise::date).orElse(wall), at);
        long millis = Math.clamp(wait.toMillis(), 0, TimeUnit.NANOSECONDS.toMillis(LONGEST));
        return new Promise(TimeUnit.MILLISECONDS.toNanos(millis), false);
    }

    private static Optional<Promise> number(String text, TimeUnit unit, boolean exact) {
        if (text.isEmpty() || text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(new Promise(Math.min(LONGEST, unit.toNanos(Long.parseLong(text))), exact));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
