package dev.weir.bench.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Vert.x: an instance of its server for each processor. */
final class VertxServer implements Contender {
    private static final Buffer CHUNK = Buffer.buffer(Payload.chunk());

    private final Bodies<Buffer> bodies = new Bodies<>(Buffer::buffer);
    private final Vertx vertx = Vertx.vertx();

    @Override
    public int start() throws IOException {
        int port = freePort(); // all instances need the same
        int instances = Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(() -> new Instance(port), new DeploymentOptions().setInstances(instances))
                .await();
        return port;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void answer(HttpServerRequest request) {
        Payload payload = Payload.at(String.valueOf(request.path()));
        HttpServerResponse response = request.response();
        response.putHeader("content-type", Payload.TYPE)
                .putHeader("date", Dates.now())
                .putHeader("content-length", Long.toString(payload.length()));
        if (payload.isStreamed()) {
            stream(response, payload.chunks());
        } else {
            response.end(bodies.of(payload));
        }
    }

    private static void stream(HttpServerResponse response, long chunks) {
        long left = chunks;
        while (left > 0 && !response.writeQueueFull()) {
            response.write(CHUNK);
            left--;
        }
        if (left == 0) {
            response.end();
        } else {
            long rest = left;
            response.drainHandler(_ -> {
                response.drainHandler(null);
                stream(response, rest);
            });
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }

    private final class Instance extends VerticleBase {
        private final int port;

        Instance(int port) {
            this.port = port;
        }

        @Override
        public Future<?> start() {
            return vertx.createHttpServer()
                    .requestHandler(VertxServer.this::answer)
                    .listen(port, "127.0.0.1");
        }
    }
}
