package dev.weir.http;

import dev.weir.admission.CallerFields;
import dev.weir.http.HttpClientException.Kind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Stands between one client and its connections, and does what its {@link OverloadControl} says. Any thread may use it. */
final class OverloadFilter implements AutoCloseable {
    static final String LATE =
            "a response must begin within the time-out of its request but did not; give it more time, or"
                    + " ask for less";

    private final OverloadControl control;
    private final Origin origin;
    private final Set<GuardedSend> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Sends an attempt. Cancelling what it answers stops that. */
    interface Sender extends Function<Request, CompletableFuture<Response>> {}

    OverloadFilter(OverloadControl control, Origin origin) {
        this.control = control;
        this.origin = origin;
    }

    /** Never more than what a sum of two of them can hold. */
    static long nanos(Duration time) {
        return time.compareTo(Duration.ofDays(10_000)) > 0
                ? Duration.ofDays(10_000).toNanos()
                : time.toNanos();
    }

    /**
     * Sends a request, perhaps later, perhaps more than once, perhaps not at all.
     *
     * @param timeout nanoseconds; {@link Long#MAX_VALUE}: what its head says, or none
     * @param sender sends an attempt
     */
    CompletableFuture<Response> send(Request request, long timeout, Sender sender) {
        long told = CallerFields.nanosLeft(
                name -> request.headers().first(name).orElse(null),
                control.settings().deadline());
        GuardedSend send = new GuardedSend(this, request, Math.min(timeout, told), sender);
        open.add(send);
        if (closed) {
            send.fail(Kind.BROKEN, "a client must be open to send but was closed", null);
        } else {
            send.begin();
        }
        return send;
    }

    OverloadControl control() {
        return control;
    }

    LimitedOrigin limited() {
        return control.origin(origin);
    }

    void over(GuardedSend send) {
        open.remove(send);
    }

    boolean closed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(send -> send.fail(Kind.BROKEN, "the client was closed", null));
    }
}
