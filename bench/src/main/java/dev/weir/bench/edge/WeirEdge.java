package dev.weir.bench.edge;

import dev.weir.admission.Admission;
import dev.weir.admission.AdmissionSettings;
import dev.weir.http.AdmissionGate;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Weir's own server with its own admission, as they are. */
final class WeirEdge implements EdgeServer {
    private static final int THREADS = 4;

    private final Service service;
    private final Map<String, Response> answers; // by path
    private final Admission admission;
    private final double refusing; // what that may take of the processor
    private @Nullable HttpServer server;

    WeirEdge(Edge edge) {
        service = Service.of(edge, processor());
        answers = Stream.of(true, false)
                .map(Traffic::path)
                .collect(Collectors.toMap(
                        path -> path, path -> Response.text(200, edge.traffic().answer(path))));
        admission = edge == Edge.COST
                ? Admission.of(AdmissionSettings.usual().most(1).waiting(0))
                : Admission.adaptive();
        refusing = edge == Edge.COST ? 1 : 0.5; // it is to cost what it costs, or as usual
        if (edge == Edge.COST) {
            var _ = admission.tryEnter(); // and it stays
        }
    }

    /** For what needs the processor; what waits for it was let in, so it is no more than the most that may be. */
    private static Executor processor() {
        return new ThreadPoolExecutor(
                THREADS,
                THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(AdmissionSettings.usual().most()),
                Thread.ofPlatform().daemon().factory());
    }

    @Override
    public int start() throws IOException {
        server = HttpServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .admit(AdmissionGate.of(admission))
                .refusing(refusing)
                .handleAsync(this::answer)
                .start();
        return server.port();
    }

    private CompletionStage<Response> answer(Request request) {
        Response with = answers.get(request.target());
        CompletableFuture<Response> answer = new CompletableFuture<>();
        service.serve(() -> answer.complete(with));
        return answer;
    }
}
