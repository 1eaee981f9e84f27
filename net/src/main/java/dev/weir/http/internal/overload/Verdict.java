package dev.weir.http.internal.overload;

import dev.weir.http.Headers;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt, as far as overload is concerned.
 *
 * @param kind what became of it
 * @param status 503 or 429 if it was refused
 * @param scope of what there is too much
 * @param promise when to come back; null: that was not said
 * @param untouched whether it is certain that nothing was done for it
 * @param mayReturn false if it was told not to try again
 */
public record Verdict(
        Kind kind, int status, Scope scope, @Nullable Promise promise, boolean untouched, boolean mayReturn) {
    /** It was answered, or failed in a way that says nothing of overload. */
    public static final Verdict ACCEPTED = new Verdict(Kind.ACCEPTED, 0, Scope.ORIGIN, null, false, false);

    /** No connection could be made for it. */
    public static final Verdict UNREACHED = new Verdict(Kind.REFUSED, 503, Scope.ORIGIN, null, true, true);

    /** Its connection broke before a byte of the answer. */
    public static final Verdict BROKEN = new Verdict(Kind.BROKEN, 0, Scope.ORIGIN, null, false, true);

    private static final int UNAVAILABLE = 503;
    private static final int TOO_MANY = 429;

    /** What became of it. */
    public enum Kind {
        /** There was room for it. */
        ACCEPTED,
        /** There was no room for it. */
        REFUSED,
        /** There was room for it as far as is known, but no answer. */
        BROKEN
    }

    /** Of what there is too much. */
    public enum Scope {
        /** Of all that comes to the origin. */
        ORIGIN,
        /** Of what comes on one route: one of its stages is short of room. */
        ROUTE,
        /** Of what comes from one tenant. */
        TENANT
    }

    /**
     * What an answer says.
     *
     * @param status its status
     * @param headers its head
     * @param wall the time of day, which a date in {@code Retry-After} is compared with
     * @return the verdict
     */
    public static Verdict of(int status, Headers headers, Instant wall) {
        int as = status == 200 ? ofGrpc(headers) : status;
        if (as != UNAVAILABLE && as != TOO_MANY) {
            return ACCEPTED;
        }
        String refusal = headers.first("Weir-Refusal").orElse("");
        Optional<String> pushback = headers.first("grpc-retry-pushback-ms");
        Promise promise = Promise.of(headers, wall).orElse(null);
        boolean told = !refusal.isEmpty() || (pushback.isPresent() && promise != null);
        boolean mayReturn = !refusal.contains(";retry=?0") && (pushback.isEmpty() || promise != null);
        return new Verdict(Kind.REFUSED, as, scope(refusal), promise, told, mayReturn);
    }

    /** What the status of a call that was refused in its head would be in HTTP; 200 if it was not. */
    private static int ofGrpc(Headers headers) {
        return switch (headers.first("grpc-status").orElse("")) {
            case "14" -> UNAVAILABLE;
            case "8" -> TOO_MANY;
            default -> 200;
        };
    }

    private static Scope scope(String refusal) {
        if (refusal.startsWith("unfair")) {
            return Scope.TENANT;
        }
        return refusal.contains(";stage=\"") && !refusal.contains(";stage=\"service\"") ? Scope.ROUTE : Scope.ORIGIN;
    }
}
