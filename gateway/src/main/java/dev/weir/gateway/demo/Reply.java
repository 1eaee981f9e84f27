package dev.weir.gateway.demo;

import java.util.OptionalLong;

/** How an exchange ended, as its client sees it. */
sealed interface Reply {
    /**
     * An answer came.
     *
     * @param status of it
     * @param retryAfter what it says about when to come back, in seconds
     */
    record Answer(int status, OptionalLong retryAfter) implements Reply {}

    /** The client has waited long enough and has left. */
    record GaveUp() implements Reply {}

    /** The exchange broke. */
    record Broken() implements Reply {}
}
