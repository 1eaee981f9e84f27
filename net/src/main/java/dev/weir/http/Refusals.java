package dev.weir.http;

import dev.weir.admission.Refusal;

/** The answer to a request that was refused at the gate. */
final class Refusals {
    private Refusals() {}

    static Response answer(Refusal why) {
        long seconds = Math.max(1, why.retryAfter().toSeconds());
        return Response.text(503, why.reason() + ": " + why.detail() + "\n")
                .with("Retry-After", Long.toString(seconds));
    }
}
