package dev.weir.http;

import dev.weir.http.internal.overload.AttemptHeaders;
import dev.weir.http.internal.overload.LocalReason;
import java.util.concurrent.TimeUnit;

/**
 * The answer to a request that its own client has refused: with the status that the origin has given others, and the time
 * that is left. It is known by its body: a whole one that has not come from a peer.
 */
final class LocalRefusal {
    private LocalRefusal() {}

    static Response answer(Request request, LocalReason why) {
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(why.nanos() + 999_999));
        String told = why.kind().token() + ";local";
        if (AttemptHeaders.isGrpc(request.headers())) {
            return Response.text(200, "")
                    .with("content-type", "application/grpc")
                    .with("grpc-status", why.status() == 429 ? "8" : "14")
                    .with("grpc-message", why.kind().token() + ", refused by the client itself")
                    .with("grpc-retry-pushback-ms", Long.toString(millis))
                    .with("Weir-Refusal", told);
        }
        return Response.text(
                        why.status(),
                        "refused by the client itself: " + why.kind().token() + "\n")
                .with("Retry-After", Long.toString((millis + 999) / 1_000))
                .with("Retry-After-Ms", Long.toString(millis))
                .with("Weir-Refusal", told);
    }

    static boolean is(Response response) {
        return response.carried() instanceof WholeBody whole && whole != WholeBody.EMPTY && !whole.received();
    }
}
