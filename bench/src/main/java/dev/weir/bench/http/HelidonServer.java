package dev.weir.bench.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Helidon, with a handler for each path; each connection, or stream, is a virtual thread. */
final class HelidonServer implements Contender {
    private static final Header TYPE = HeaderValues.createCached(HeaderNames.CONTENT_TYPE, Payload.TYPE);
    private static final byte[] CHUNK = Payload.chunk();

    private @Nullable WebServer server;

    @Override
    public int start() {
        WebServer started = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .routing(HelidonServer::route)
                .build()
                .start();
        server = started;
        return started.port();
    }

    private static void route(HttpRouting.Builder routing) {
        for (Payload payload : Payload.values()) {
            if (payload.isStreamed()) {
                routing.get(payload.path(), (_, response) -> stream(response, payload));
            } else {
                byte[] bytes = payload.bytes();
                routing.get(
                        payload.path(), (_, response) -> response.header(TYPE).send(bytes));
            }
        }
    }

    private static void stream(ServerResponse response, Payload payload) {
        response.header(TYPE).header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, payload.length()));
        try (OutputStream out = response.outputStream()) {
            for (long left = payload.chunks(); left > 0; left--) {
                out.write(CHUNK);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop();
        }
    }
}
