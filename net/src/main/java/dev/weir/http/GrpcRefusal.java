package dev.weir.http;

import dev.weir.admission.Refusal;
import dev.weir.admission.RetryInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A refusal in the terms of gRPC: UNAVAILABLE, as another instance may do better; RESOURCE_EXHAUSTED where they share what is
 * short, or where one tenant asks for too much. When to come back is said twice, as {@code grpc-retry-pushback-ms}, which its
 * clients obey (less than 0: do not try again), and as a {@code google.rpc.RetryInfo} in the details of the status.
 */
final class GrpcRefusal {
    private static final int UNAVAILABLE = 14;
    private static final int RESOURCE_EXHAUSTED = 8;

    private GrpcRefusal() {}

    static boolean isGrpc(Request request) {
        return request.headers()
                .first("content-type")
                .filter(type -> type.startsWith("application/grpc"))
                .isPresent();
    }

    static Response answer(Refusal why) {
        int status = why.isElsewhereToo() ? RESOURCE_EXHAUSTED : UNAVAILABLE;
        String message = why.reason().token() + " at " + why.stage();
        return Response.of(200)
                .with("content-type", "application/grpc")
                .with("grpc-status", Integer.toString(status))
                .with("grpc-message", percent(message))
                .with("grpc-retry-pushback-ms", Long.toString(why.mayRetry() ? why.retryAfterMillis() : -1))
                .with("grpc-status-details-bin", details(status, message, why.retryAfterMillis()))
                .with("Weir-Refusal", why.field());
    }

    /** As the protocol has it: all but printable ASCII, and the sign itself. */
    private static String percent(String message) {
        StringBuilder text = new StringBuilder(message.length());
        for (byte each : message.getBytes(StandardCharsets.UTF_8)) {
            if (each >= ' ' && each < 127 && each != '%') {
                text.append((char) each);
            } else {
                text.append(String.format("%%%02X", each));
            }
        }
        return text.toString();
    }

    private static String details(int status, String message, long millis) {
        return Base64.getEncoder().withoutPadding().encodeToString(RetryInfo.details(status, message, millis));
    }
}
