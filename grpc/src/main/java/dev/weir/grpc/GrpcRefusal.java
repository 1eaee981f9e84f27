package dev.weir.grpc;

import dev.weir.admission.Refusal;
import dev.weir.admission.RetryInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.Objects;

/**
 * A refusal in the terms of gRPC, the same as that of the gate of {@code HttpServer}. When to come back is said twice, as
 * {@code grpc-retry-pushback-ms}, which clients obey (less than 0: do not try again), and as a {@code google.rpc.RetryInfo}
 * in the details of the status.
 */
final class GrpcRefusal {
    static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> REFUSAL = Metadata.Key.of("weir-refusal", Metadata.ASCII_STRING_MARSHALLER);
    static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private GrpcRefusal() {}

    static Status status(Refusal why) {
        Status status = why.isElsewhereToo() ? Status.RESOURCE_EXHAUSTED : Status.UNAVAILABLE;
        return status.withDescription(why.reason().token() + " at " + why.stage());
    }

    static Metadata trailers(Refusal why) {
        Metadata trailers = told(status(why), why.retryAfterMillis());
        if (!why.mayRetry()) {
            trailers.discardAll(PUSHBACK);
            trailers.put(PUSHBACK, "-1");
        }
        trailers.put(REFUSAL, why.field());
        return trailers;
    }

    /** What tells when to come back. */
    static Metadata told(Status status, long millis) {
        Metadata trailers = new Metadata();
        trailers.put(PUSHBACK, Long.toString(millis));
        trailers.put(
                DETAILS,
                RetryInfo.details(
                        status.getCode().value(), Objects.requireNonNullElse(status.getDescription(), ""), millis));
        return trailers;
    }
}
