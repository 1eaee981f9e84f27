package dev.weir.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Fn;
import dev.weir.Source;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the gateway does before origins that are good, slow, broken or gone. */
@Timeout(60)
class GatewayTest {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        client.close();
    }

    private <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }

    private Gateway before(int originPort) throws IOException {
        return closing(Gateway.start(settings(originPort)));
    }

    private static GatewaySettings settings(int originPort) {
        return GatewaySettings.to(URI.create("http://127.0.0.1:" + originPort));
    }

    private HttpServer origin(Fn<Request, CompletionStage<Response>> handler) throws IOException {
        return closing(HttpServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .handleAsync(handler)
                .start());
    }

    private CompletableFuture<HttpResponse<String>> send(Gateway gateway, String target) {
        return client.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + target))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(Gateway gateway, String target) throws Exception {
        return send(gateway, target).get(30, TimeUnit.SECONDS);
    }

    @Test
    void aRequest_beforeAGoodOrigin_isServed() throws Exception {
        HttpServer origin = origin(request -> CompletableFuture.completedStage(Response.text(
                        201,
                        request.target() + " "
                                + request.headers().first("X-Forwarded-For").orElse("?"))
                .with("X-Origin", "yes")));
        var answer = get(before(origin.port()), "/a?b=c");
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("/a?b=c 127.0.0.1");
        assertThat(answer.headers().firstValue("X-Origin")).contains("yes");
        assertThat(answer.headers().firstValue("Via")).contains("1.1 weir");
    }

    @Test
    void aBody_sentBothWays_isUnchanged() throws Exception {
        HttpServer origin = origin(request -> CompletableFuture.completedStage(Response.ok(request.body())));
        Gateway gateway = before(origin.port());
        byte[] body = new byte[3_000_000];
        new java.util.Random(1).nextBytes(body);
        var answer = client.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/echo"))
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .get(30, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
    }

    @Test
    void anOrigin_thatIsNotThere_makes502() throws Exception {
        try (Socket holder = new Socket()) { // nobody else can have the port, and nobody listens on it
            holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(get(before(holder.getLocalPort()), "/").statusCode()).isEqualTo(502);
        }
    }

    @Test
    void anOrigin_thatBreaksOffOrTalksNonsense_makes502() throws Exception {
        for (String says : List.of("", "HTTP/1.1 200 OK\r\nContent-Le", "nonsense\r\n\r\n")) {
            try (ServerSocket origin = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
                Thread.ofVirtual().start(() -> {
                    while (true) {
                        try (Socket connection = origin.accept()) {
                            connection.getInputStream().read(new byte[4096]);
                            connection.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
                        } catch (IOException e) {
                            return;
                        }
                    }
                });
                try (Gateway gateway = Gateway.start(settings(origin.getLocalPort()))) {
                    assertThat(get(gateway, "/").statusCode()).as(says).isEqualTo(502);
                }
            }
        }
    }

    @Test
    void anOrigin_thatDoesNotAnswer_makes504() throws Exception {
        HttpServer origin = origin(request -> new CompletableFuture<>());
        Gateway gateway =
                closing(Gateway.start(settings(origin.port()).timeouts(Duration.ofSeconds(2), Duration.ofMillis(100))));
        assertThat(get(gateway, "/").statusCode()).isEqualTo(504);
    }

    /** One connection and a queue of one: the third at once is refused, and told when to come back. */
    @Test
    void moreThanFits_atOnce_isRefusedWithRetryAfter() throws Exception {
        var asked = new LinkedBlockingQueue<CompletableFuture<Response>>();
        HttpServer origin = origin(request -> {
            var answer = new CompletableFuture<Response>();
            asked.add(answer);
            return answer;
        });
        Gateway gateway =
                closing(Gateway.start(settings(origin.port()).holding(1, 1).maxWait(Duration.ofSeconds(10))));
        var first = send(gateway, "/1");
        CompletableFuture<Response> firstAsked = asked.poll(10, TimeUnit.SECONDS);
        var second = send(gateway, "/2");
        awaitWaiting(gateway, 1);
        HttpResponse<String> refused = get(gateway, "/3");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isGreaterThanOrEqualTo(1);
        assertThat(gateway.held()).isLessThanOrEqualTo(gateway.bound().items().orElse(0));

        firstAsked.complete(Response.of(200));
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        asked.poll(10, TimeUnit.SECONDS).complete(Response.of(200));
        assertThat(second.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(gateway.heldMax())
                .isLessThanOrEqualTo(gateway.bound().items().orElse(0));
    }

    /** The origin still works on it: the permit is not given back before that has ended. */
    @Test
    void aClient_thatLeaves_holdsItsPermitUntilTheOriginIsDone() throws Exception {
        var asked = new LinkedBlockingQueue<CompletableFuture<Response>>();
        HttpServer origin = origin(request -> {
            var answer = new CompletableFuture<Response>();
            asked.add(answer);
            return answer;
        });
        Gateway gateway = before(origin.port());
        CompletableFuture<Response> asks;
        try (Socket leaving = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            leaving.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            asks = asked.poll(10, TimeUnit.SECONDS);
            leaving.setSoLinger(true, 0);
        }
        assertThat(get(gateway, "/second", asked)).isEqualTo(200);
        awaitInside(gateway, 1); // the second is over soon after its client has the answer
        asks.complete(Response.of(200));
        awaitInside(gateway, 0);
    }

    private int get(Gateway gateway, String target, LinkedBlockingQueue<CompletableFuture<Response>> asked)
            throws Exception {
        var sent = send(gateway, target);
        asked.poll(10, TimeUnit.SECONDS).complete(Response.of(200));
        return sent.get(10, TimeUnit.SECONDS).statusCode();
    }

    private static void awaitWaiting(Gateway gateway, int waiting) throws InterruptedException {
        for (int tries = 0; gateway.admission().waiting() != waiting && tries < 500; tries++) {
            new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
        }
        assertThat(gateway.admission().waiting()).isEqualTo(waiting);
    }

    private static void awaitInside(Gateway gateway, int inside) throws InterruptedException {
        for (int tries = 0; gateway.admission().inside() != inside && tries < 500; tries++) {
            new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
        }
        assertThat(gateway.admission().inside()).isEqualTo(inside);
    }

    /** A body that fails in the middle must not look whole to the client. */
    @Test
    void aResponse_thatBreaksInTheMiddle_isNotEndedCleanly() throws Exception {
        HttpServer origin = origin(request -> CompletableFuture.completedStage(Response.ok(
                Source.range(0, 100).map(n -> {
                    if (n == 50) {
                        throw new IOException("broken on purpose");
                    }
                    return ByteBuffer.allocate(10_000);
                }))));
        Gateway gateway = before(origin.port());
        assertThat(send(gateway, "/")).failsWithin(Duration.ofSeconds(20));
    }
}
