package dev.weir.websocket;

import dev.weir.http.Headers;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.internal.WebSocketKeys;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both sides say to each other in HTTP before they speak the protocol (RFC 6455, 4). */
final class Handshake {
    static final String PROTOCOL = "websocket";
    private static final String VERSION = "13";

    private Handshake() {}

    /** What a request is answered with that does not open a WebSocket; null for one that does. */
    static @Nullable Response refusal(Request request, WebSocketOptions options) {
        Headers headers = request.headers();
        if (!request.method().equals("GET")) {
            return Response.text(405, "a WebSocket is opened with GET\n").with("Allow", "GET");
        }
        if (!request.offers(PROTOCOL) || !headers.all("Sec-WebSocket-Version").equals(List.of(VERSION))) {
            return Response.text(426, "this is a WebSocket of version 13\n")
                    .with("Upgrade", PROTOCOL)
                    .with("Sec-WebSocket-Version", VERSION);
        }
        List<String> keys = headers.all(WebSocketKeys.KEY);
        if (keys.size() != 1 || !isKey(keys.getFirst())) {
            return Response.text(400, "a WebSocket must be opened with one key of 16 bytes in Base64\n");
        }
        return options.welcomes(request) ? null : Response.text(403, "a page of this origin may not open this\n");
    }

    private static boolean isKey(String key) {
        try {
            return key.length() == 24 && Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The first subprotocol that a client offers and a server knows. */
    static Optional<String> subprotocol(Headers request, List<String> known) {
        for (String offered :
                String.join(",", request.all("Sec-WebSocket-Protocol")).split(",", -1)) {
            if (known.contains(offered.strip())) {
                return Optional.of(offered.strip());
            }
        }
        return Optional.empty();
    }

    /** The request that opens one. */
    static Request asking(Request request, String key, WebSocketOptions options) {
        Request asking = request.with("Upgrade", PROTOCOL)
                .with("Sec-WebSocket-Version", VERSION)
                .with(WebSocketKeys.KEY, key);
        if (!options.subprotocols().isEmpty()) {
            asking = asking.with("Sec-WebSocket-Protocol", String.join(", ", options.subprotocols()));
        }
        return options.compresses() ? asking.with("Sec-WebSocket-Extensions", Deflate.offer(options)) : asking;
    }

    /** What is wrong with the answer to such a request, in the eyes of a client; null if it is right. */
    static @Nullable String wrong(Headers answer, String key, WebSocketOptions options) {
        if (!answer.all(WebSocketKeys.ACCEPT).equals(List.of(WebSocketKeys.answer(key)))) {
            return "must answer the key it was sent, but did not";
        }
        List<String> protocols = answer.all("Sec-WebSocket-Protocol");
        if (protocols.size() > 1 || !options.subprotocols().containsAll(protocols)) {
            return "must choose one of the subprotocols it was offered, but chose " + protocols;
        }
        List<String> extensions = answer.all("Sec-WebSocket-Extensions");
        boolean offered =
                options.compresses() && extensions.size() == 1 && Deflate.agreed(extensions.getFirst()) != null;
        return extensions.isEmpty() || offered ? null : "must choose what it was offered, but chose " + extensions;
    }
}
