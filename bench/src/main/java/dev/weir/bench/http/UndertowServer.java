package dev.weir.bench.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Undertow with handlers that do not block, but for the stream, which is written by a worker. */
final class UndertowServer implements Contender {
    private final Bodies<ByteBuffer> bodies = new Bodies<>(Bodies::direct);
    private final Undertow server = Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(Runtime.getRuntime().availableProcessors())
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setServerOption(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false)
            .setHandler(this::answer)
            .build();

    @Override
    public int start() {
        server.start();
        return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
    }

    private void answer(HttpServerExchange exchange) {
        Payload payload = Payload.at(exchange.getRequestPath());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, Payload.TYPE);
        exchange.setResponseContentLength(payload.length());
        if (payload.isStreamed()) {
            exchange.dispatch(() -> stream(exchange, payload));
        } else {
            exchange.getResponseSender().send(bodies.of(payload).duplicate());
        }
    }

    private static void stream(HttpServerExchange exchange, Payload payload) {
        byte[] chunk = Payload.chunk();
        exchange.startBlocking();
        try (OutputStream out = exchange.getOutputStream()) {
            for (long left = payload.chunks(); left > 0; left--) {
                out.write(chunk);
            }
        } catch (IOException _) { // the client is gone
            exchange.endExchange();
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
