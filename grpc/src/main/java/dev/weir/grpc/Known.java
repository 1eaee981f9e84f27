package dev.weir.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** What a client knows of one method of its server: until when it was told to stay away, and how much is accepted. */
final class Known {
    private static final long LONGEST = 60_000; // milliseconds; more is not promised, but a mistake

    private final Throttle throttle;
    private final boolean balanced;
    private Status refused = Status.UNAVAILABLE; // the latest refusal, and what it was called
    private @Nullable String field;
    private boolean isPromised;
    private long until;

    Known(Throttle throttle, boolean balanced) {
        this.throttle = throttle;
        this.balanced = balanced;
    }

    /** Whether a call may go: null, or why not. Of those that would break a promise nothing is counted. */
    synchronized @Nullable StatusException ask(long now, DoubleSupplier random) {
        if (isPromised && until - now > 0) {
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - now + 999_999));
            Status status = local("was told to come back in " + millis + " ms");
            return new StatusException(status, with(field, GrpcRefusal.told(status, millis)));
        }
        isPromised = false;
        double chance = throttle.chance(now);
        throttle.want(now);
        if (chance > 0 && random.getAsDouble() < chance) {
            return new StatusException(local("was refused too often of late"), with(field, new Metadata()));
        }
        return null;
    }

    private Status local(String why) {
        String told = refused.getDescription() == null ? "" : refused.getDescription() + "; ";
        return refused.withDescription(told + "not sent, as it " + why);
    }

    private static Metadata with(@Nullable String field, Metadata trailers) {
        if (field != null) {
            trailers.put(GrpcRefusal.REFUSAL, field);
        }
        return trailers;
    }

    synchronized void accepted(long now) {
        throttle.accept(now);
    }

    /** What a call ended with that nothing was accepted of before; it was refused if it says when to come back. */
    synchronized void ended(Status status, Metadata trailers, long now) {
        String pushback = trailers.get(GrpcRefusal.PUSHBACK);
        boolean shared = status.getCode() == Status.Code.RESOURCE_EXHAUSTED;
        if (pushback == null || !(shared || status.getCode() == Status.Code.UNAVAILABLE)) {
            throttle.accept(now);
            return;
        }
        refused = status.withCause(null);
        field = trailers.get(GrpcRefusal.REFUSAL);
        long millis = millis(pushback);
        if (millis > 0 && (shared || !balanced)) {
            long told = now + TimeUnit.MILLISECONDS.toNanos(Math.min(millis, LONGEST));
            until = isPromised && until - told > 0 ? until : told;
            isPromised = true;
        }
    }

    /** Less than 0: not to be tried again, or not to be understood. */
    private static long millis(String pushback) {
        try {
            return Long.parseLong(pushback);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
