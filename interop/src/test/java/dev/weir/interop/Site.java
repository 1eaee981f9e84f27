package dev.weir.interop;

import dev.weir.Source;
import dev.weir.http.Gate;
import dev.weir.http.Headers;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpServer;
import dev.weir.http.HttpServerBuilder;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.websocket.WebSocketOptions;
import dev.weir.websocket.WebSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server of weir for strangers, in the clear or over TLS. What it answers is in the path: {@code /hello}; {@code
 * /bytes/n} and {@code /stream/n}, with and without a length; {@code /echo} and {@code /sum} of an upload; {@code
 * /trailers}, which says in its trailers what it heard in those of the request; {@code /hints}, with 103 before the answer; {@code
 * /talk}, a WebSocket that says what it hears; and {@code /}, a page.
 */
final class Site implements AutoCloseable {
    static final String HELLO = "hello, whoever you are\n";
    static final int MIB = 1 << 20;

    /** What failed here and was not the peer's fault. */
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    final HttpServer server;
    private final boolean secure;

    private Site(boolean secure, HttpLimits limits) throws IOException {
        this.secure = secure;
        HttpServerBuilder builder = HttpServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .admit(Gate.OPEN) // it is about what is spoken; what asks for 1,000 at a time is refused otherwise
                .limits(limits)
                .handle(Site::answer)
                .onFailure((request, cause) -> failures.add(cause));
        this.server = (secure ? builder.tls(Keys.context()) : builder).start();
    }

    static Site plain() throws IOException {
        return plain(HttpLimits.defaults());
    }

    static Site plain(HttpLimits limits) throws IOException {
        return new Site(false, limits);
    }

    static Site secure() throws IOException {
        return new Site(true, HttpLimits.defaults());
    }

    static Response answer(Request request) {
        String[] path = request.target().replaceFirst("\\?.*", "").split("/", -1);
        return switch (path[1]) {
            case "hello" -> Response.text(200, HELLO);
            case "bytes" -> Response.of(200).withBody(Pattern.flow(number(path)), number(path));
            case "stream" -> Response.ok(Pattern.flow(number(path)));
            case "echo" -> Response.ok(request.body());
            case "sum" -> Response.text(200, Pattern.sum(request.body()));
            case "trailers" -> trailers(request);
            case "hints" -> hints(request);
            case "talk" ->
                WebSockets.accept(
                        request,
                        WebSocketOptions.defaults().compressed(false),
                        socket -> socket.messages().answer(heard -> heard));
            case "" ->
                Response.text(200, "<!doctype html><title>weir</title><p>This is weir.</p>")
                        .with("Content-Type", "text/html; charset=utf-8");
            default -> Response.text(404, "there is no " + request.target() + " here\n");
        };
    }

    private static long number(String... path) {
        return Long.parseLong(path[2]);
    }

    private static Response trailers(Request request) {
        String sum = Pattern.sum(request.body());
        String heard = request.trailers().first("X-Sum").orElse("none");
        return Response.ok(
                        Source.of(ByteBuffer.wrap(sum.getBytes(StandardCharsets.US_ASCII)))) // curl stops at a length
                .with("Trailer", "X-Heard")
                .withTrailers(() -> Headers.of("X-Heard", heard));
    }

    private static Response hints(Request request) {
        request.early(Headers.of("Link", "</style.css>; rel=preload"));
        return Response.text(200, HELLO);
    }

    int port() {
        return server.port();
    }

    /** Where something is; with the name that the certificate is for. */
    String url(String path) {
        return (secure ? "https" : "http") + "://localhost:" + port() + path;
    }

    @Override
    public void close() {
        server.close();
    }
}
