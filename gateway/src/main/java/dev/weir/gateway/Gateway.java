package dev.weir.gateway;

import dev.weir.DrainReport;
import dev.weir.Duplex;
import dev.weir.Entry;
import dev.weir.FlowFailedException;
import dev.weir.Offer;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.admission.Admission;
import dev.weir.admission.AdmissionReading;
import dev.weir.admission.AdmissionSettings;
import dev.weir.admission.Decision;
import dev.weir.admission.Permit;
import dev.weir.admission.Refusal;
import dev.weir.admission.Waiting;
import dev.weir.gateway.GatewaySettings.Keys;
import dev.weir.http.AdmissionGate;
import dev.weir.http.EventLoops;
import dev.weir.http.Gate;
import dev.weir.http.HttpClient;
import dev.weir.http.HttpClientBuilder;
import dev.weir.http.HttpServer;
import dev.weir.http.HttpServerBuilder;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Upgraded;
import dev.weir.plan.Bound;
import dev.weir.plan.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reverse proxy before one origin. Requests flow through a declared pipeline: an entry, as many calls to the origin as
 * there are connections, and an end that forgets them. An {@link Admission} stands before it, so that a request that
 * would wait too long is refused at once; what the pipeline can hold at most is known before it starts.
 *
 * <p>Bodies are not held: they stream from socket to socket, each side held back by the other, trailers behind them.
 * Either side may speak HTTP/1.1 or HTTP/2. A request to go on with another protocol, such as WebSocket, becomes a
 * conversation through the gateway if the origin agrees; it has its place until it is over.
 */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private static final long LEAST_HELD_MILLIS = 10;
    private static final long MOST_HELD_MILLIS = 10_000;

    private final boolean tellsOfLeavers;
    private final Admission admission;
    private final HttpClient origin;
    private final Running<@Nullable Void> run;
    private final Entry<Exchange> arrivals;
    private final HttpServer server;

    private Gateway(GatewaySettings settings) throws IOException {
        admission = Admission.of(AdmissionSettings.usual()
                .maxWait(settings.maxWait())
                .most(settings.connections())
                .waiting(settings.queue()));
        tellsOfLeavers = settings.http2();
        origin = client(settings);
        run = pipeline(settings).start();
        var _ = run.result().whenComplete((_, thrown) -> tellIfFailed(thrown));
        arrivals = run.entry("arrivals");
        try {
            server = listener(settings).handleAsync(this::handle).start();
        } catch (IOException | RuntimeException e) {
            run.close();
            origin.close();
            throw e;
        }
    }

    private static HttpClient client(GatewaySettings settings) {
        HttpClientBuilder client = HttpClient.to(settings.origin())
                .transport(settings.transport())
                .connections(settings.connections())
                .connectTimeout(settings.connectTimeout())
                .responseTimeout(settings.responseTimeout())
                .waiting(settings.connections());
        return (settings.http2() ? client.http2() : client).build();
    }

    private static HttpServerBuilder listener(GatewaySettings settings) throws IOException {
        HttpServerBuilder server = HttpServer.on(settings.listen())
                .admit(Gate.OPEN) // who answers asks the gateway's own admission
                .transport(settings.transport())
                .limits(settings.limits());
        if (settings.keys().isPresent()) {
            Keys keys = settings.keys().get();
            server = server.tls(keys.certificates(), keys.key());
        }
        return server;
    }

    /**
     * Starts one. Blocks until it listens.
     *
     * @param settings what it is told
     * @return a running gateway
     * @throws IOException if the address cannot be had, or the keys cannot be read
     * @throws IllegalStateException if the transport is not available here
     */
    public static Gateway start(GatewaySettings settings) throws IOException {
        return new Gateway(settings);
    }

    private Pipeline<@Nullable Void> pipeline(GatewaySettings settings) {
        return Source.<Exchange>entry("arrivals", settings.queue())
                .mapAsyncUnordered(settings.connections(), this::forward)
                .named("origin")
                .to(Sink.ignore())
                .on(EventLoops.shared(settings.transport()).engine());
    }

    /** At the edge: refused at once, or admitted, be it when its turn has come, and put in. */
    private CompletionStage<Response> handle(Request request) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Waiting waiting =
                admission.enter(AdmissionGate.described(request), decision -> decided(request, decision, answer));
        if (!answer.isDone()) {
            var _ = request.over().whenComplete((ending, thrown) -> {
                if (waiting.cancel()) {
                    answer.complete(Response.of(503)); // nobody hears it
                }
            });
        }
        return answer;
    }

    private void decided(Request request, Decision decision, CompletableFuture<Response> answer) {
        switch (decision) {
            case Decision.Refused(Refusal why) -> answer.complete(Response.refused(request, why));
            case Permit permit -> {
                Exchange exchange = new Exchange(request, permit, answer);
                if (arrivals.offer(exchange) instanceof Offer.Refused(Refusal why)) {
                    exchange.notServed(Response.refused(request, why));
                }
            }
        }
    }

    /** In the pipeline: its turn has come. */
    private CompletionStage<?> forward(Exchange exchange) {
        if (exchange.abandoned()) {
            exchange.notServed(Response.of(503));
            return exchange.over();
        }
        try {
            Request request = Hops.toOrigin(exchange.request()).onInterim(exchange::interim);
            if (request.headers().has("Upgrade")) {
                var _ = origin.connect(request)
                        .whenComplete((upgraded, thrown) -> upgraded(exchange, upgraded, thrown));
            } else {
                send(exchange, request);
            }
        } catch (RuntimeException e) { // one request must not end the pipeline
            exchange.notServed(Answers.failed(exchange.request(), e));
        }
        return exchange.over();
    }

    /** Over HTTP/2 an origin is told, at little cost, that nobody waits any more. */
    private void send(Exchange exchange, Request request) {
        CompletableFuture<Response> sent = origin.send(request).toCompletableFuture();
        var _ = sent.whenComplete((response, thrown) -> {
            if (thrown instanceof CancellationException) {
                afterTheUsualTime(() -> exchange.notServed(Answers.failed(exchange.request(), thrown)));
            } else {
                answered(exchange, response, thrown);
            }
        });
        if (tellsOfLeavers) {
            exchange.whenAbandoned(() -> sent.cancel(false));
        }
    }

    /**
     * How long the origin goes on with what was cancelled is not known: the place is held for as long as requests take on
     * the average (Little's law), so that who leaves costs as much as who stays.
     */
    private void afterTheUsualTime(Runnable then) {
        AdmissionReading reading = admission.read();
        double seconds = reading.perSecond() > 0 ? reading.inside() / reading.perSecond() : 0;
        long millis = (long) Math.clamp(seconds * 1_000, LEAST_HELD_MILLIS, MOST_HELD_MILLIS);
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(then);
    }

    private static void upgraded(Exchange exchange, @Nullable Upgraded upgraded, @Nullable Throwable thrown) {
        switch (upgraded) {
            case null -> exchange.notServed(Answers.failed(exchange.request(), Objects.requireNonNull(thrown)));
            case Upgraded.Declined(Response response) -> answered(exchange, response, null);
            case Upgraded.Switched(Response response, Duplex<byte[], byte[]> duplex) -> {
                if (exchange.abandoned()) {
                    exchange.servedInVain(response);
                } else {
                    exchange.switched(Hops.switched(response, duplex));
                }
            }
        }
    }

    private static void answered(Exchange exchange, @Nullable Response response, @Nullable Throwable thrown) {
        if (response == null) {
            exchange.notServed(Answers.failed(exchange.request(), Objects.requireNonNull(thrown)));
        } else if (exchange.abandoned()) {
            exchange.servedInVain(response);
        } else {
            try {
                exchange.served(Hops.toClient(response));
            } catch (RuntimeException e) {
                response.discard();
                exchange.notServed(Answers.failed(exchange.request(), e));
            }
        }
    }

    private static void tellIfFailed(@Nullable Throwable thrown) {
        if (thrown instanceof FlowFailedException failed) {
            LOG.error("the pipeline has failed, all requests are refused from now on: restart the gateway", failed);
        }
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return server.port();
    }

    /**
     * The most requests that the pipeline can hold, known before it started.
     *
     * @return the bound
     */
    public Bound bound() {
        return run.plan().bound();
    }

    /**
     * The pipeline.
     *
     * @return its plan
     */
    public Plan plan() {
        return run.plan();
    }

    /**
     * How many requests it holds now.
     *
     * @return at most the bound
     */
    public long held() {
        return run.pressure().held();
    }

    /**
     * The most it has held: the sum of what each of its places has held at most.
     *
     * @return at most the bound
     */
    public long heldMax() {
        return run.pressure().links().stream().mapToLong(link -> link.peak()).sum();
    }

    /**
     * What is admitted and refused.
     *
     * @return the reading
     */
    public AdmissionReading admission() {
        return admission.read();
    }

    /**
     * Stops gracefully: accepts nothing new, finishes what is in, then closes all. Blocks.
     *
     * @param within how long to wait; what has not finished by then is cut
     * @return whether all was finished, and how many connections were cut
     */
    public DrainReport drain(Duration within) {
        DrainReport report = server.drain(within);
        close();
        return report;
    }

    /** Stops at once. */
    @Override
    public void close() {
        server.close();
        run.close();
        origin.close();
    }
}
