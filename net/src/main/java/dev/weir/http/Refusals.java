package dev.weir.http;

import dev.weir.admission.Refusal;

/**
 * The answer to a request that was refused at the gate: when to come back, in whole seconds for everybody and in
 * milliseconds for those who understand that, and why, in a form for programs ({@code Weir-Refusal}, a structured field)
 * and in words. With {@code shared} other instances are short of the same; with {@code retry=?0} there is no place in sight.
 */
final class Refusals {
    private Refusals() {}

    static Response answer(Request request, Decision.Refuse refuse) {
        Refusal why = refuse.why();
        if (GrpcRefusal.isGrpc(request)) {
            return GrpcRefusal.answer(why);
        }
        Headers headers = Headers.checked(
                "Content-Type", Response.TEXT,
                "Retry-After", Long.toString(why.retryAfterSeconds()),
                "Retry-After-Ms", Long.toString(why.retryAfterMillis()),
                "Weir-Refusal", why.field());
        return new Response(refuse.status(), headers, WholeBody.of(why.reason().name() + ": " + why.detail() + "\n"));
    }
}
