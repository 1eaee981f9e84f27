package dev.weir.gateway.demo;

import dev.weir.http.EventLoops;
import dev.weir.http.HttpClient;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.net.URI;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends by a client of its own, on an event loop of its own, over as many connections as there are requests under way. */
final class HttpCaller implements Caller {
    private static final Request REQUEST = Request.get("/");

    private final EventLoops loops = EventLoops.of(1);
    private final HttpClient client;

    /** To this address, for at most so many requests at a time; those beyond fail. */
    HttpCaller(URI address, int most) {
        client = HttpClient.to(address).connections(most).waiting(0).on(loops).build();
    }

    @Override
    public Runnable send(Consumer<Reply> replied) {
        CompletableFuture<Response> sent = client.send(REQUEST).toCompletableFuture();
        var _ = sent.whenComplete((response, _) -> replied.accept(reply(response)));
        return () -> sent.cancel(true);
    }

    private static Reply reply(@Nullable Response response) {
        if (response == null) {
            return new Reply.Broken();
        }
        response.discard();
        return new Reply.Answer(response.status(), retryAfter(response));
    }

    private static OptionalLong retryAfter(Response response) {
        String value = response.headers().first("Retry-After").orElse("");
        return value.matches("\\d{1,9}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    @Override
    public void close() {
        client.close();
        loops.close();
    }
}
