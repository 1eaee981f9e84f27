package dev.weir.bench.attacks;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * An honest client that asks for something small at a steady rate. What it takes is counted from when it should have asked.
 * Requests that are not answered within five seconds, or would be more than may be under way, have failed. For one event
 * loop.
 */
final class Client {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int MOST = 500; // under way
    private static final int TICK_MILLIS = 2;
    private static final int H1_CONNECTIONS = 8;
    private static final long MOST_MICROS = 60_000_000;

    private final Vertx vertx;
    private final String name;
    private final HttpClientAgent client;
    private final RequestOptions request;
    private final long every;
    private final Histogram micros = new Histogram(MOST_MICROS, 3);
    private long next;
    private int underWay;
    private long asked;
    private long answered;
    private long failed;

    Client(Vertx vertx, String name, int port, int perSecond) {
        this.vertx = vertx;
        this.name = name;
        this.every = 1_000_000_000L / perSecond;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(name.equals("h1") ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false)
                        .setConnectTimeout(PATIENCE_MILLIS),
                new PoolOptions().setHttp1MaxSize(H1_CONNECTIONS).setHttp2MaxSize(1));
        this.request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/small")
                .setTimeout(PATIENCE_MILLIS);
    }

    void begin() {
        next = System.nanoTime();
        vertx.setPeriodic(TICK_MILLIS, _ -> tick());
    }

    private void tick() {
        for (; next - System.nanoTime() <= 0; next += every) {
            asked++;
            if (underWay >= MOST) {
                failed++;
            } else {
                ask(next);
            }
        }
    }

    private void ask(long since) {
        underWay++;
        client.request(request)
                .compose(HttpClientRequest::send)
                .compose(response -> response.body().map(_ -> response))
                .onComplete(response -> {
                    underWay--;
                    done(response.succeeded() ? response.result() : null, since);
                });
    }

    private void done(@Nullable HttpClientResponse response, long since) {
        if (response != null && response.statusCode() == 200) {
            answered++;
            micros.recordValue(Math.min(MOST_MICROS, (System.nanoTime() - since) / 1_000));
        } else {
            failed++;
        }
    }

    /** How it fared since it was asked last. */
    String told() {
        String told = name + ".asked=" + asked + " " + name + ".ok=" + answered + " " + name + ".failed=" + failed + " "
                + name + ".p50=" + micros.getValueAtPercentile(50) / 1e3 + " " + name + ".p99="
                + micros.getValueAtPercentile(99) / 1e3;
        asked = 0;
        answered = 0;
        failed = 0;
        micros.reset();
        return told;
    }
}
