package dev.weir.http;

import dev.weir.http.internal.ResponseHead;
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

    private static String protocol(Response response) {
        return response.headers().first("Upgrade").orElse("");
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
