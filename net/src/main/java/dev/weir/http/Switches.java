package dev.weir.http;

import dev.weir.http.internal.Chars;
import dev.weir.http.internal.ResponseHead;
import dev.weir.http.internal.WebSocketKeys;
import java.util.List;
import java.util.function.BiConsumer;

/** Whether an exchange may go on with another protocol: what a request and its response must say for that. */
final class Switches {
    private Switches() {}

    /**
     * The response that is sent to this request instead of this one, which may be the same. What a handler should not have
     * answered is told to {@code failed}.
     */
    static Response checked(
            Request request,
            Response response,
            boolean bodyRead,
            boolean draining,
            BiConsumer<Request, Throwable> failed) {
        boolean connect = request.method().equals(Request.CONNECT);
        boolean switching = response.carried() instanceof Body.Switching;
        boolean upgrade = response.status() == Response.SWITCHING;
        Response instead = response;
        if (switching && draining) {
            instead = Response.text(503, "the server takes nothing new any more\n");
        } else if (upgrade && !request.offers(protocol(response))) {
            instead = Response.text(426, "this is served to those who offer to go on with " + protocol(response) + "\n")
                    .with("Upgrade", protocol(response));
        } else if (upgrade && !bodyRead) {
            instead =
                    Response.text(400, "a request must be read to its end before the protocol changes; send no body\n");
        } else if (!upgrade && switching != (connect && response.status() / 100 == 2)) {
            failed.accept(
                    request,
                    new IllegalStateException(
                            connect
                                    ? "CONNECT must be answered with Response.tunnel, or with a status that declines it, but"
                                            + " was answered with " + response
                                    : "Response.tunnel must answer CONNECT but answered " + request.method()
                                            + "; use Response.switching for an upgrade"));
            instead = Response.text(500, "the handler failed\n");
        }
        return instead == response ? response : instead.onEnded(response.ended());
    }

    /**
     * The response that is sent to a CONNECT of HTTP/2 instead of this one, which may be the same. There a status of 2xx
     * agrees to go on with the protocol that was asked for, so it cannot be that of an ordinary answer, which HTTP/1.1 has
     * for those who did not want to.
     */
    static Response ofConnect(Request request, Response response) {
        boolean agrees = response.status() / 100 == 2 && !(response.carried() instanceof Body.Switching);
        if (request.method().equals(Request.CONNECT) || !agrees) {
            return response;
        }
        response.discard();
        return Response.text(501, "this does not go on with another protocol\n").onEnded(response.ended());
    }

    private static String protocol(Response response) {
        return response.headers().first("Upgrade").orElse("");
    }

    /**
     * Whether HTTP/2 has words for what this request of a client asks: a tunnel, or one protocol, which is not HTTP/2 itself,
     * for a GET without versions.
     */
    static boolean overHttp2(Request request) {
        List<String> protocols = request.headers().all("Upgrade");
        return request.method().equals(Request.CONNECT)
                || (request.method().equals("GET")
                        && protocols.size() == 1
                        && Chars.token(protocols.getFirst())
                        && !protocols.getFirst().equalsIgnoreCase("h2c"));
    }

    /** What came over HTTP/2, as it would have come in HTTP/1.1, where the peer goes on as this request asked. */
    static ResponseHead agreement(Request request, ResponseHead head) {
        if (request.method().equals(Request.CONNECT)) {
            return head;
        }
        String protocol = request.headers().first("Upgrade").orElse("");
        Headers headers = WebSocketKeys.answered(request.headers(), head.headers())
                .with("Upgrade", protocol)
                .with("Connection", "Upgrade");
        return new ResponseHead(Response.SWITCHING, head.minor(), headers);
    }

    /** Whether the peer goes on as this request of a client asked. */
    static boolean agreed(Request request, ResponseHead head) {
        if (request.method().equals(Request.CONNECT)) {
            return head.status() / 100 == 2;
        }
        return head.status() == Response.SWITCHING
                && head.headers().listed("Connection", "upgrade")
                && head.headers().all("Upgrade").size() == 1
                && request.headers()
                        .listed("Upgrade", head.headers().first("Upgrade").orElse(""));
    }
}
