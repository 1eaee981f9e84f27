package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What speaks {@code java.util.concurrent.Flow} and flows of weir understand each other in both directions. */
@Timeout(60)
@Tag("blocks")
@Tag("realTime")
class FlowInteropTest {
    private static final int CHUNK = 1_000;

    // ---- one flow of weir and another

    @Test
    void pipelines_joinedByAPublisher_giveAllItems() {
        for (int capacity = 1; capacity <= 3; capacity++) {
            Source<Long> first = Source.range(0, 3_000).buffer(capacity).map(n -> n + 1);
            Source<Long> second = Source.from(first.asPublisher(), Capacity.items(capacity));
            Source<Long> third = Source.from(second.map(n -> n - 1).asPublisher(), Capacity.items(capacity));
            var run = third.buffer(capacity).to(Sink.toList()).start();
            assertThat(Flows.result(run)).isEqualTo(Flows.longs(0, 3_000));
            Flows.assertQuiet(run);
        }
    }

    @Test
    void pipelines_joinedByAPublisher_passOnFailuresAndCancels() {
        Flows.Counted counted = new Flows.Counted();
        Source<Long> joined = Source.from(counted.source(1_000).asPublisher(), Capacity.items(2));
        assertThat(Flows.result(joined.limit(5).to(Sink.toList()).start())).isEqualTo(Flows.longs(0, 5));
        Flows.awaitEqual(new AtomicInteger(1), counted.closed);
        assertThat(counted.pulled.get()).isBetween(5, 7);

        IllegalStateException cause = new IllegalStateException("theirs");
        Source<Long> failing = Source.range(0, 9).peek(n -> {
            if (n == 4) {
                throw cause;
            }
        });
        var failed = Source.from(failing.asPublisher()).to(Sink.ignore()).start();
        assertThat(Flows.failure(failed)).hasCause(cause);
    }

    // ---- the JDK's publisher

    @Test
    void submissionPublisher_onBothSides_passesAllItemsOn() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        SinkSubscriber<Long, List<Long>> end = Sink.<Long>toList().asSubscriber(Capacity.items(3));
        try (SubmissionPublisher<Long> entry = new SubmissionPublisher<>(pool, 4)) {
            Relay relay = new Relay(pool);
            relay.subscribe(end);
            entry.subscribe(relay);
            Source.range(0, 2_000).forEach(entry::submit);
        }
        assertThat(Flows.result(end.running())).isEqualTo(Flows.longs(0, 2_000));
        pool.shutdown();
    }

    /** What the documentation of SubmissionPublisher shows for a processor. */
    private static final class Relay extends SubmissionPublisher<Long> implements Flow.Processor<Long, Long> {
        private Flow.Subscription subscription;

        Relay(ExecutorService pool) {
            super(pool, 2);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(Long item) {
            submit(item);
            subscription.request(1);
        }

        @Override
        public void onError(Throwable cause) {
            closeExceptionally(cause);
        }

        @Override
        public void onComplete() {
            close();
        }
    }

    @Test
    void publishedSource_toAProcessorOfTheJdk_passesAllItemsOn() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (Relay relay = new Relay(pool)) {
            SinkSubscriber<Long, Long> end = Sink.<Long>count().asSubscriber();
            relay.subscribe(end);
            Source.range(0, 2_000).buffer(3).asPublisher().subscribe(relay);
            assertThat(Flows.result(end.running())).isEqualTo(2_000);
        } finally {
            pool.shutdown();
        }
    }

    // ---- the JDK's HTTP client

    /** Answers with what it is sent. */
    private static HttpServer echo(ExecutorService pool) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(pool);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getRequestBody().transferTo(exchange.getResponseBody());
            }
        });
        server.start();
        return server;
    }

    private static Source<ByteBuffer> chunks(int count) {
        return Source.range(0, count).map(n -> {
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            while (chunk.hasRemaining()) {
                chunk.put(n.byteValue());
            }
            return chunk.flip();
        });
    }

    private static List<Byte> firstOfEachChunk(List<byte[]> pieces) {
        List<Byte> firsts = new ArrayList<>();
        long at = 0;
        for (byte[] piece : pieces) {
            for (byte value : piece) {
                if (at++ % CHUNK == 0) {
                    firsts.add(value);
                }
            }
        }
        return firsts;
    }

    private static HttpResponse<Flow.Publisher<List<ByteBuffer>>> post(
            HttpClient client, HttpServer server, BodyPublisher body) throws Exception {
        InetSocketAddress at = server.getAddress();
        URI uri = URI.create("http://" + at.getAddress().getHostAddress() + ":" + at.getPort() + "/");
        return client.send(HttpRequest.newBuilder(uri).POST(body).build(), BodyHandlers.ofPublisher());
    }

    @Test
    void bodies_ofTheHttpClient_goBothWays() throws Exception {
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        HttpServer server = echo(pool);
        try (HttpClient client = HttpClient.newHttpClient()) {
            int count = 2_000;
            Source<ByteBuffer> sent = chunks(count).buffer(2);
            for (BodyPublisher body : List.of(
                    BodyPublishers.fromPublisher(sent.asPublisher()),
                    BodyPublishers.fromPublisher(sent.asPublisher(), (long) count * CHUNK))) {
                var answer = post(client, server, body);
                List<byte[]> received = Flows.result(Source.from(answer.body(), Capacity.items(2))
                        .flatMap(Source::from)
                        .map(FlowInteropTest::bytes)
                        .to(Sink.toList())
                        .start());
                assertThat(received.stream().mapToLong(piece -> piece.length).sum())
                        .isEqualTo((long) count * CHUNK);
                assertThat(firstOfEachChunk(received))
                        .isEqualTo(Flows.longs(0, count).stream()
                                .map(Long::byteValue)
                                .toList());
            }
        } finally {
            server.stop(0);
            pool.shutdownNow();
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void body_thatFails_failsTheRequestWithItsCause() throws Exception {
        ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor();
        HttpServer server = echo(pool);
        try (HttpClient client = HttpClient.newHttpClient()) {
            Source<ByteBuffer> failing = chunks(10).peek(n -> {
                throw new IllegalStateException("no more of it");
            });
            assertThat(catchThrowable(() -> post(client, server, BodyPublishers.fromPublisher(failing.asPublisher()))))
                    .isInstanceOf(IOException.class)
                    .hasStackTraceContaining("no more of it");
        } finally {
            server.stop(0);
            pool.shutdownNow();
        }
    }
}
