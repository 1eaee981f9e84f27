package dev.weir.http.internal.overload;

import dev.weir.http.Headers;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What an attempt tells the server: how long its caller still waits, and how often it was tried before. */
public final class AttemptHeaders {
    static final String ATTEMPTS = "grpc-previous-rpc-attempts";
    static final String TIMEOUT = "grpc-timeout";

    private static final long MOST = 99_999_999; // a grpc-timeout has eight digits

    private AttemptHeaders() {}

    /**
     * The head of an attempt.
     *
     * @param headers that of the request
     * @param before how often it was tried here before
     * @param left nanoseconds until its caller must have the answer; {@link Long#MAX_VALUE}: that is not known
     * @param deadline the name of a header for that, in milliseconds; null: {@code grpc-timeout} is used for all
     * @return the same, or another head
     */
    public static Headers on(Headers headers, int before, long left, @Nullable String deadline) {
        Headers all = headers;
        if (left != Long.MAX_VALUE) {
            if (deadline != null) {
                all = all.with(deadline, Long.toString(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left))));
            }
            if (deadline == null || isGrpc(headers)) {
                all = all.with(TIMEOUT, grpc(left));
            }
        }
        return before == 0 ? all : all.with(ATTEMPTS, Long.toString((long) before + attempts(headers)));
    }

    /** Whether it is that of a call of gRPC. */
    public static boolean isGrpc(Headers headers) {
        return headers.first("content-type")
                .filter(type -> type.startsWith("application/grpc"))
                .isPresent();
    }

    /** How often it was tried elsewhere, before it came here to be sent on. */
    private static int attempts(Headers headers) {
        return headers.first(ATTEMPTS)
                .filter(text -> text.matches("[0-9]{1,3}"))
                .map(Integer::parseInt)
                .orElse(0);
    }

    static String grpc(long left) {
        long micros = Math.max(1, TimeUnit.NANOSECONDS.toMicros(left));
        if (micros <= MOST) {
            return micros + "u";
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(left);
        return millis <= MOST ? millis + "m" : TimeUnit.NANOSECONDS.toSeconds(left) + "S";
    }
}
