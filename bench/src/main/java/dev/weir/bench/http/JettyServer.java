package dev.weir.bench.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;

/** Jetty with its own handlers, which do not block; no servlets. */
final class JettyServer implements Contender {
    private final Server server = new Server();
    private final Bodies<ByteBuffer> bodies = new Bodies<>(Bodies::direct);

    @Override
    public int start() throws Exception {
        HttpConfiguration settings = new HttpConfiguration();
        settings.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(
                server, new HttpConnectionFactory(settings), new HTTP2CServerConnectionFactory(settings));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Answers());
        server.start();
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("Jetty must stop but did not", e);
        }
    }

    private final class Answers extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            Payload payload = Payload.at(Request.getPathInContext(request));
            response.getHeaders()
                    .put(HttpHeader.CONTENT_TYPE, Payload.TYPE)
                    .put(HttpHeader.CONTENT_LENGTH, payload.length());
            if (payload.isStreamed()) {
                new Streaming(response, callback, payload.chunks()).iterate();
            } else {
                response.write(true, bodies.of(payload).duplicate(), callback);
            }
            return true;
        }
    }

    /** Writes one chunk after the other was written. */
    private static final class Streaming extends IteratingNestedCallback {
        private static final ByteBuffer CHUNK = Bodies.direct(Payload.chunk());

        private final Response response;
        private long left;

        Streaming(Response response, Callback callback, long chunks) {
            super(callback);
            this.response = response;
            this.left = chunks;
        }

        @Override
        protected Action process() {
            if (left == 0) {
                return Action.SUCCEEDED;
            }
            left--;
            response.write(left == 0, CHUNK.duplicate(), this);
            return Action.SCHEDULED;
        }
    }
}
