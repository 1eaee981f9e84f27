package dev.weir.http;

import dev.weir.http.HttpClientException.Kind;
import io.netty.channel.EventLoop;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request that is to be sent, and the response that comes of it. If somebody else completes it, by a cancel or a
 * time-out, it is withdrawn: taken out of the line, or its connection closed.
 */
final class Send extends CompletableFuture<Response> {
    static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    final Request request;
    final @Nullable EventLoop caller; // that sends it
    final @Nullable EventLoop near; // where a connection is best
    final boolean connecting; // asks to go on with something else than HTTP
    private final boolean overHttp2;
    private volatile @Nullable ClientEnd connection;
    private volatile boolean fellBack;
    private boolean retried;

    Send(Request request, Pool pool, @Nullable EventLoop caller, @Nullable EventLoop near, boolean connecting) {
        this.request = request;
        this.caller = caller;
        this.near = near;
        this.connecting = connecting;
        this.overHttp2 = !connecting || Switches.overHttp2(request);
        var _ = whenComplete((response, failure) -> {
            if (failure != null) {
                pool.withdraw(this);
            }
        });
    }

    /** Whether it names a protocol, for which a peer that speaks HTTP/2 must have said that it takes such requests. */
    boolean namesProtocol() {
        return connecting && !request.method().equals(Request.CONNECT);
    }

    /** Whether only a connection that speaks HTTP/1.1 can carry it. */
    boolean onlyHttp1() {
        return fellBack || !overHttp2;
    }

    /** The peer does not take it over HTTP/2: it goes over HTTP/1.1 from now on. */
    void fallBack() {
        fellBack = true;
    }

    /** What whoever connects is told of a failure. */
    Throwable told(Throwable failure) {
        return fellBack && failure instanceof HttpClientException known
                ? new HttpClientException(
                        known.kind(),
                        known.getMessage() + "; it was asked over HTTP/1.1, since the peer does not take it over HTTP/2"
                                + " (RFC 8441)",
                        known.getCause())
                : failure;
    }

    /** It is sent on this connection from now on. */
    void on(ClientEnd used) {
        connection = used;
    }

    /** Stops its connection, if it has one and has no response yet. */
    void stop() {
        ClientEnd used = connection;
        if (used != null) {
            used.connection().onLoop(() -> used.withdrawn(this));
        }
    }

    /** Whether it may be sent once more after the peer has closed without a word; true once. */
    boolean retry() {
        boolean may = !retried
                && !connecting
                && !isDone()
                && IDEMPOTENT.contains(request.method())
                && request.carried() == WholeBody.EMPTY;
        retried = true;
        return may;
    }

    /**
     * Whether it may be sent once more after a peer has said that it did nothing for it (RFC 9113, section 8.7); true once. A
     * flow that was begun may have come from what cannot be read twice.
     */
    boolean again(boolean bodyBegun) {
        boolean repeatable = !bodyBegun || request.carried() instanceof WholeBody;
        boolean may = !retried && repeatable && !isDone();
        retried = true;
        return may;
    }

    void fail(Kind kind, String message, @Nullable Throwable cause) {
        completeExceptionally(new HttpClientException(kind, message, cause));
    }
}
