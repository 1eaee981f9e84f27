package dev.weir.http;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One event that a server sends: see {@link Events}.
 *
 * @param data a text of any number of lines
 * @param type what it is called; empty for a plain message
 * @param id what a client names when it comes back: of an event that was received, the last id there was
 * @param retry how long a client should wait before it comes back
 */
public record Event(String data, Optional<String> type, Optional<String> id, Optional<Duration> retry) {
    /** Checks that nothing ends its line. */
    public Event {
        Objects.requireNonNull(data);
        type.ifPresent(name -> oneLine("type", name));
        id.ifPresent(name -> oneLine("id", name));
        if (retry.isPresent() && retry.get().isNegative()) {
            throw new IllegalArgumentException("the retry of an event must be >= 0 but was " + retry.get());
        }
    }

    private static void oneLine(String what, String value) {
        if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            throw new IllegalArgumentException(
                    "the " + what + " of an event must be one line without NUL but was not; put text into its data");
        }
    }

    /**
     * A plain message.
     *
     * @param data a text of any number of lines
     * @return the event
     */
    public static Event of(String data) {
        return new Event(data, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * With a type.
     *
     * @param name one line
     * @return another event
     * @throws IllegalArgumentException if it is more than a line
     */
    public Event withType(String name) {
        return new Event(data, Optional.of(name), id, retry);
    }

    /**
     * With an id.
     *
     * @param name one line
     * @return another event
     * @throws IllegalArgumentException if it is more than a line
     */
    public Event withId(String name) {
        return new Event(data, type, Optional.of(name), retry);
    }

    /**
     * With a time to wait.
     *
     * @param after in whole milliseconds on the wire, at least 0
     * @return another event
     * @throws IllegalArgumentException if it is negative
     */
    public Event withRetry(Duration after) {
        return new Event(data, type, id, Optional.of(after));
    }
}
