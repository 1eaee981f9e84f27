package dev.weir.bench.load;

import dev.weir.bench.http.Payload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a server once, and checks all that it answers. */
public final class Probe {
    private static final int MOST_SECONDS = 60;

    private Probe() {}

    /**
     * Asks a server on this machine.
     *
     * @throws IllegalStateException if it does not answer, or not as all must
     */
    public static void check(int port, Protocol protocol, Payload payload) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        try {
            HttpClientAgent client = vertx.createHttpClient(new HttpClientOptions()
                    .setProtocolVersion(protocol == Protocol.H1 ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_2)
                    .setHttp2ClearTextUpgrade(false)
                    .setConnectTimeout(2_000));
            var _ = client.request(HttpMethod.GET, port, "127.0.0.1", payload.path())
                    .compose(request -> answered(request, protocol, payload))
                    .await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException(told(protocol, "no answer within " + MOST_SECONDS + " s"), e);
        } catch (Exception e) { // await throws what failed, be it checked or not
            throw new IllegalStateException(told(protocol, String.valueOf(e.getMessage())), e);
        } finally {
            vertx.close().await();
        }
    }

    /** Who takes the answer is there before it can come: a short one may end at once. */
    private static Future<Long> answered(HttpClientRequest request, Protocol protocol, Payload payload) {
        Future<Long> answer = request.response().compose(response -> checked(response, protocol, payload));
        return request.end().compose(_ -> answer);
    }

    private static String told(Protocol protocol, String what) {
        return "the probe over " + protocol.id() + " failed: " + what;
    }

    private static Future<Long> checked(HttpClientResponse response, Protocol protocol, Payload payload) {
        HttpVersion version = protocol == Protocol.H1 ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_2;
        require("the version", version, response.version());
        require("the status", 200, response.statusCode());
        require(
                "Content-Length",
                Long.toString(payload.length()),
                String.valueOf(response.getHeader("content-length")));
        require("Content-Type", Payload.TYPE, String.valueOf(response.getHeader("content-type")));
        require("that there is a Date", true, response.getHeader("date") != null);
        Promise<Long> whole = Promise.promise();
        long[] received = {0};
        response.handler(buffer -> {
            byte[] bytes = buffer.getBytes();
            if (!payload.hasAt(received[0], bytes)) {
                whole.tryFail(new IllegalStateException(
                        "the body must be the text that was asked for but was another one from about byte "
                                + received[0]));
            }
            received[0] += bytes.length;
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> {
            if (received[0] == payload.length()) {
                whole.tryComplete(received[0]);
            } else {
                whole.tryFail(new IllegalStateException(
                        "the body must have " + payload.length() + " bytes but had " + received[0]));
            }
        });
        return whole.future();
    }

    private static void require(String what, Object wanted, Object given) {
        if (!wanted.equals(given)) {
            throw new IllegalStateException(what + " must be " + wanted + " but was " + given);
        }
    }
}
