package dev.weir.gateway.demo;

import java.time.Duration;
import java.util.OptionalLong;

/** What a request came to. Each has exactly one. */
enum Outcome {
    /** Answered with 200 before the deadline. */
    IN_TIME,
    /** Answered with 200 after the deadline, or its client gave up. */
    LATE,
    /** Answered with 503 and a time to come back. */
    REFUSED,
    /** Anything else. */
    FAILED;

    /** The outcome of a reply so many nanoseconds after the intended send. */
    static Outcome of(Reply reply, long nanos, Duration deadline) {
        return switch (reply) {
            case Reply.Answer(int status, OptionalLong _)
            when status == 200 -> nanos <= deadline.toNanos() ? IN_TIME : LATE;
            case Reply.Answer(int status, OptionalLong retryAfter)
            when status == 503 && retryAfter.isPresent() -> REFUSED;
            case Reply.Answer _, Reply.Broken _ -> FAILED;
            case Reply.GaveUp _ -> LATE;
        };
    }
}
