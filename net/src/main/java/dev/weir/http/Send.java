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
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE");

    private static final int MOST_REFUSED = 3;

    final Request request;
    final @Nullable EventLoop caller;
    final boolean connecting; // asks to go on with something else than HTTP
    private volatile @Nullable ClientEnd connection;
    private boolean retried;
    private int refused;

    Send(Request request, Pool pool, @Nullable EventLoop caller, boolean connecting) {
        this.request = request;
        this.caller = caller;
        this.connecting = connecting;
        var _ = whenComplete((response, failure) -> {
            if (failure != null) {
                pool.withdraw(this);
            }
        });
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

    /** Whether it may be sent again after a peer has said that it did nothing for it; a few times. */
    boolean again(boolean bodyBegun) {
        boolean repeatable = !bodyBegun || !(request.carried() instanceof Body.Received);
        return repeatable && !isDone() && ++refused <= MOST_REFUSED;
    }

    void fail(Kind kind, String message, @Nullable Throwable cause) {
        completeExceptionally(new HttpClientException(kind, message, cause));
    }
}
