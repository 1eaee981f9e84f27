package dev.weir.gateway;

import dev.weir.admission.Refusal;
import dev.weir.http.HttpClientException;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** What the gateway itself says to a client. */
final class Answers {
    private Answers() {}

    /** The origin did not serve it. */
    static Response failed(Request request, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (!(cause instanceof HttpClientException failure)) {
            return Response.text(502, "the origin could not be asked\n");
        }
        return switch (failure.kind()) {
            case CONNECT -> Response.text(502, "the origin cannot be reached\n");
            case BROKEN -> Response.text(502, "the origin broke off before it answered\n");
            case PROTOCOL -> Response.text(502, "the origin did not answer in HTTP as it must be\n");
            case TIMEOUT -> Response.text(504, "the origin took too long to answer\n");
            case BUSY ->
                Response.refused(
                        request,
                        new Refusal(
                                Refusal.Reason.FULL, "all connections to the origin are taken", Duration.ofSeconds(1)));
        };
    }
}
