package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many exchanges leave nothing behind: no buffer, no connection too many, no permit. */
class ManyExchangesTest {
    private static final String TEXT = "0123456789".repeat(3000);

    private static void exchange(HttpClient client, int number) throws Exception {
        Request request = number % 3 == 0
                ? Request.get("/" + number)
                : number % 3 == 1
                        ? Request.of("POST", "/" + number).withBody(TEXT)
                        : Request.post("/" + number, Bytes.body(TEXT, "", TEXT));
        Response response = Wait.get(client.send(request));
        int expected = (number % 3) * TEXT.length();
        assertThat(Bytes.text(response.body())).hasSize(expected);
    }

    @Test
    void sequential_thousand_useOneConnection() throws Exception {
        var released = new AtomicInteger();
        try (var server = HttpServer.on(0)
                        .admit(head -> new Decision.Admit(released::incrementAndGet))
                        .handle(request -> Response.ok(request.body()))
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            for (int i = 0; i < 1000; i++) {
                exchange(client, i);
            }
            Wait.until("all is released", () -> released.get() == 1000 && server.exchanges() == 0);
            assertThat(client.connections()).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** Two hundred at a time over twenty connections, through a second server on the same event loops. */
    @Test
    void concurrent_throughAProxy_allArrive() throws Exception {
        var released = new AtomicInteger();
        try (var loops = EventLoops.of(2);
                var origin = HttpServer.on(0)
                        .on(loops)
                        .handle(request -> Response.ok(request.body()))
                        .start();
                var inner = HttpClient.to("127.0.0.1", origin.port())
                        .on(loops)
                        .connections(20)
                        .build();
                var proxy = HttpServer.on(0)
                        .on(loops)
                        .admit(head -> new Decision.Admit(released::incrementAndGet))
                        .handleAsync(request -> inner.send(request))
                        .start();
                var outer = HttpClient.to("127.0.0.1", proxy.port())
                        .connections(200)
                        .build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = new CountDownLatch(1);
            var all = IntStream.range(0, 200)
                    .<Future<?>>mapToObj(n -> threads.submit((Callable<Void>) () -> {
                        Wait.on(start);
                        for (int i = 0; i < 5; i++) {
                            exchange(outer, n + i);
                        }
                        return null;
                    }))
                    .toList();
            start.countDown();
            for (Future<?> one : all) {
                one.get();
            }
            Wait.until("all is released", () -> released.get() == 1000 && proxy.exchanges() == 0);
            assertThat(inner.connections()).isLessThanOrEqualTo(20);
        }
    }

    /** Exchanges that are given up at any time leave no connection that is not counted, and no permit. */
    @Test
    void concurrent_cancelledAtAnyTime_leaveNothing() throws Exception {
        var admitted = new AtomicInteger();
        var released = new AtomicInteger();
        try (var server = HttpServer.on(0)
                        .admit(head -> {
                            admitted.incrementAndGet();
                            return new Decision.Admit(released::incrementAndGet);
                        })
                        .handle(request -> Response.ok(Bytes.pieces(100, 10_000)))
                        .onFailure((request, cause) -> {})
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port())
                        .connections(10)
                        .build()) {
            for (int i = 0; i < 300; i++) {
                CompletableFuture<Response> answer =
                        client.send(Request.get("/")).toCompletableFuture();
                if (i % 3 == 0) {
                    if (!answer.cancel(true)) {
                        answer.join().discard(); // it was there before
                    }
                } else if (i % 3 == 1) {
                    Wait.get(answer).body().limit(1 + i % 7).count();
                } else {
                    Wait.get(answer).discard();
                }
                try {
                    answer.join();
                } catch (CompletionException | java.util.concurrent.CancellationException e) {
                    assertThat(i % 3).isZero();
                }
            }
            Wait.until("all is released", () -> released.get() == admitted.get() && server.exchanges() == 0);
            Wait.until("connections are idle or gone", () -> client.connections() == client.idle());
        }
    }
}
