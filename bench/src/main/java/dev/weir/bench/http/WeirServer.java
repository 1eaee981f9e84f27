package dev.weir.bench.http;

import dev.weir.Source;
import dev.weir.admission.Admission;
import dev.weir.admission.AdmissionSettings;
import dev.weir.http.AdmissionGate;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Ours: with a handler that may block, each request on a virtual thread, or with one that runs on the event loop. It decides
 * about each request as it always does, but lets it wait for a minute: the others refuse none.
 */
final class WeirServer implements Contender {
    private static final ByteBuffer CHUNK = ByteBuffer.wrap(Payload.chunk()).asReadOnlyBuffer();

    private final boolean async;
    private final Map<Payload, Response> answers = new EnumMap<>(Payload.class);
    private @Nullable HttpServer server;

    WeirServer(boolean async) {
        this.async = async;
        for (Payload payload : Payload.values()) {
            answers.put(payload, payload.isStreamed() ? streamed(payload) : Response.text(200, payload.string()));
        }
    }

    private static Response streamed(Payload payload) {
        Source<ByteBuffer> body = Source.range(0, payload.chunks()).map(_ -> CHUNK.duplicate());
        return Response.of(200).with("Content-Type", Payload.TYPE).withBody(body, payload.length());
    }

    private Response answer(Request request) {
        Response answer = answers.get(Payload.at(request.target()));
        return answer == null ? Response.of(404) : answer;
    }

    private CompletionStage<Response> answerLater(Request request) {
        return CompletableFuture.completedStage(answer(request));
    }

    @Override
    public int start() throws IOException {
        Admission admission = Admission.of(AdmissionSettings.usual().maxWait(Duration.ofMinutes(1)));
        var builder = HttpServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .admit(AdmissionGate.of(admission));
        server = (async ? builder.handleAsync(this::answerLater) : builder.handle(this::answer)).start();
        return server.port();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
