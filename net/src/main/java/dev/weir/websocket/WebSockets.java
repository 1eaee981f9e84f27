package dev.weir.websocket;

import dev.weir.Capacity;
import dev.weir.Duplex;
import dev.weir.Fn;
import dev.weir.Layer;
import dev.weir.LayerRoom;
import dev.weir.LogicLayer;
import dev.weir.Pipeline;
import dev.weir.http.Headers;
import dev.weir.http.HttpClient;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Upgraded;
import dev.weir.http.internal.WebSocketKeys;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Opens WebSockets (RFC 6455), as a server or as a client. */
public final class WebSockets {
    private static final int CONTROL = 8;
    private static final int MESSAGES = 16;

    private WebSockets() {}

    /**
     * Answers a request that opens a WebSocket. One that does not, or does it wrongly, or may not, is declined: 405 for
     * another method, 426 for no WebSocket or another version, 400 for a bad key, 403 for a foreign page. The conversation
     * is run by the server as that of {@link Response#switching}.
     *
     * @param request what asks for it
     * @param options how it is spoken
     * @param conversation declares what is said
     * @return the response
     */
    public static Response accept(
            Request request, WebSocketOptions options, Fn<? super WebSocket, ? extends Pipeline<?>> conversation) {
        Objects.requireNonNull(conversation);
        Response refusal = Handshake.refusal(request, options);
        if (refusal != null) {
            return refusal;
        }
        String key = request.headers().first(WebSocketKeys.KEY).orElse("");
        Headers.Builder head = Headers.builder().add(WebSocketKeys.ACCEPT, WebSocketKeys.answer(key));
        Optional<String> subprotocol = Handshake.subprotocol(request.headers(), options.subprotocols());
        subprotocol.ifPresent(name -> head.add("Sec-WebSocket-Protocol", name));
        Deflate deflate = options.compresses()
                ? Deflate.accepted(request.headers(), options.forgets()).orElse(null)
                : null;
        if (deflate != null) {
            head.add("Sec-WebSocket-Extensions", deflate.answer());
        }
        Headers fields = head.build();
        Response response = Response.switching(
                Handshake.PROTOCOL, bytes -> conversation.apply(open(true, deflate, options, fields, bytes)));
        return response.withHeaders(
                Headers.builder().addAll(response.headers()).addAll(fields).build());
    }

    /**
     * Opens a WebSocket. Never blocks. What must not block either is what depends on the answer, which completes on an
     * event loop; it must start a pipeline with the messages soon.
     *
     * @param client connects to the server; the connection counts as one of its own until the conversation is over
     * @param request where to, such as {@code Request.get("/chat")}, with headers of its own
     * @param options how it is spoken
     * @return the WebSocket; or its failure: an {@link dev.weir.http.HttpClientException}, or a {@link WebSocketException} if
     *     the server answers with something else. Cancelling it (as a {@link CompletableFuture}) gives it up
     */
    public static CompletionStage<WebSocket> connect(HttpClient client, Request request, WebSocketOptions options) {
        String key = WebSocketKeys.fresh();
        var connecting = client.connect(Handshake.asking(request, key, options)).toCompletableFuture();
        var opened = new CompletableFuture<WebSocket>();
        var _ = opened.whenComplete((value, failure) -> {
            if (failure != null) {
                connecting.completeExceptionally(failure);
            }
        });
        var _ = connecting.whenComplete((upgraded, failure) -> {
            if (failure != null) {
                opened.completeExceptionally(failure);
            } else {
                opened(upgraded, key, options, opened);
            }
        });
        return opened;
    }

    private static void opened(
            Upgraded upgraded, String key, WebSocketOptions options, CompletableFuture<WebSocket> opened) {
        Headers head = upgraded.response().headers();
        String wrong = upgraded instanceof Upgraded.Switched
                ? Handshake.wrong(head, key, options)
                : "must open a WebSocket, but answered with " + upgraded.response();
        if (wrong == null && upgraded instanceof Upgraded.Switched(var response, var bytes)) {
            Deflate deflate =
                    head.first("Sec-WebSocket-Extensions").map(Deflate::agreed).orElse(null);
            if (opened.complete(open(false, deflate, options, head, bytes))) {
                return;
            }
        }
        upgraded.response().discard();
        opened.completeExceptionally(new WebSocketException(Close.BROKEN, "a server " + wrong));
    }

    private static WebSocket open(
            boolean server,
            @Nullable Deflate deflate,
            WebSocketOptions options,
            Headers head,
            Duplex<byte[], byte[]> bytes) {
        var ends = new WebSocket.Ends();
        return new WebSocket(bytes.through(layer(server, deflate, options, ends)), head, ends);
    }

    /** Messages over bytes. */
    static LogicLayer<byte[], byte[], Message, Message> layer(
            boolean server, @Nullable Deflate deflate, WebSocketOptions options, WebSocket.Ends ends) {
        Capacity heard =
                Capacity.items(MESSAGES).weighing(2L * options.maxMessage(), options.maxMessage(), Message::size);
        LayerRoom room = new LayerRoom(Capacity.items(2), heard, Capacity.items(4), Capacity.items(4), CONTROL);
        return Layer.stateful("websocket", room, () -> new WebSocketLogic(server, deflate, options, ends));
    }
}
