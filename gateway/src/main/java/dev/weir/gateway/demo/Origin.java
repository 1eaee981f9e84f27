package dev.weir.gateway.demo;

import dev.weir.http.EventLoops;
import dev.weir.http.Gate;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service as many are: it serves some requests at a time, lets all others wait in the order in which they came, and goes
 * on working for clients that have left.
 */
final class Origin implements AutoCloseable {
    /** Those that come when so many connections are open wait in the system's backlog. */
    private static final int CONNECTIONS = 6_000;

    private final Slots slots = new Slots(Setup.SLOTS, Setup.SERVICE.toNanos(), System.nanoTime());
    private final AtomicInteger inside = new AtomicInteger();
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("origin-timer").factory());
    private final EventLoops loops = EventLoops.of(1);
    private final HttpServer server;

    private Origin() throws IOException {
        server = HttpServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .limits(HttpLimits.defaults().connections(CONNECTIONS))
                .on(loops)
                .admit(Gate.OPEN) // as most services are
                .handleAsync(this::serve)
                .start();
    }

    /** Starts one on a free port of this machine. */
    static Origin start() throws IOException {
        return new Origin();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private CompletionStage<Response> serve(Request request) {
        var answer = new CompletableFuture<Response>();
        inside.incrementAndGet();
        var _ = timers.schedule(() -> served(answer), nanosToServe(), TimeUnit.NANOSECONDS);
        return answer;
    }

    private synchronized long nanosToServe() {
        long now = System.nanoTime();
        return slots.take(now) - now;
    }

    private void served(CompletableFuture<Response> answer) {
        inside.decrementAndGet();
        answer.complete(Response.text(200, "served\n"));
    }

    /** How many requests it works on or has waiting, whether or not their clients are still there. */
    int inside() {
        return inside.get();
    }

    /** Stops at once; what waits is forgotten. */
    @Override
    public void close() {
        timers.shutdownNow();
        server.close();
        loops.close();
    }
}
