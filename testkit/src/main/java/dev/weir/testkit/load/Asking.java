package dev.weir.testkit.load;

import dev.weir.admission.Work;

/**
 * A request as it comes to the door.
 *
 * @param kind what it is
 * @param attempt how often it was tried before
 */
public record Asking(Kind kind, int attempt) {
    /**
     * What the gate is told of it.
     *
     * @return that of its kind, with its attempt
     */
    public Work work() {
        return attempt == 0 ? kind.work() : kind.work().attempt(attempt);
    }
}
