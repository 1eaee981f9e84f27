package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.AsyncRequestContent;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.HttpClientTransportOverHTTP2;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jetty's client, with either version, against a server of weir. */
@Timeout(120)
class JettyClientTest {
    private static final int MOST = 16 * Site.MIB;

    private static HttpClient client(boolean http2) throws Exception {
        HttpClient client =
                http2 ? new HttpClient(new HttpClientTransportOverHTTP2(new HTTP2Client())) : new HttpClient();
        client.start();
        return client;
    }

    private static CompletableFuture<ContentResponse> send(Request request) {
        return new CompletableResponseListener(request.timeout(30, TimeUnit.SECONDS), MOST).send();
    }

    private static Request.Content withoutLength(byte[] bytes) {
        AsyncRequestContent content = new AsyncRequestContent(ByteBuffer.wrap(bytes));
        content.close();
        return content;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bodies_inBothDirections_areWhole(boolean http2) throws Exception {
        HttpClient client = client(http2);
        try (Site site = Site.plain()) {
            ContentResponse hello = Wait.get(send(client.newRequest(site.url("/hello"))));
            assertThat(hello.getContentAsString()).isEqualTo(Site.HELLO);
            assertThat(hello.getVersion()).isEqualTo(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1);
            for (String path : List.of("/bytes/", "/stream/")) {
                for (int size : new int[] {0, 65_535, 5_000_000}) {
                    assertThat(Wait.get(send(client.newRequest(site.url(path + size))))
                                    .getContent())
                            .isEqualTo(Pattern.bytes(size));
                }
            }
            byte[] bytes = Pattern.bytes(3_000_000);
            for (Request.Content content : List.of(new BytesRequestContent(bytes), withoutLength(bytes))) {
                Request request = client.newRequest(site.url("/echo"))
                        .method(HttpMethod.POST)
                        .body(content);
                assertThat(Wait.get(send(request)).getContent()).isEqualTo(bytes);
            }
            assertThat(site.failures).isEmpty();
        } finally {
            client.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requests_manyAtOnce_areAllAnswered(boolean http2) throws Exception {
        HttpClient client = client(http2);
        try (Site site = Site.plain()) {
            List<CompletableFuture<ContentResponse>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                answers.add(send(client.newRequest(site.url("/stream/20000"))));
            }
            for (CompletableFuture<ContentResponse> answer : answers) {
                assertThat(Wait.get(answer).getContent()).isEqualTo(Pattern.bytes(20_000));
            }
            assertThat(site.failures).isEmpty();
        } finally {
            client.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trailersHintsAndExpectations_areUnderstood(boolean http2) throws Exception {
        HttpClient client = client(http2);
        try (Site site = Site.plain()) {
            Request upload = client.newRequest(site.url("/trailers"))
                    .method(HttpMethod.POST)
                    .headers(fields -> fields.put("Expect", "100-continue").put("TE", "trailers"))
                    .trailersSupplier(
                            () -> org.eclipse.jetty.http.HttpFields.build().put("X-Sum", "forty-two"))
                    .body(withoutLength(Pattern.bytes(500_000)));
            ContentResponse answer = Wait.get(send(upload));
            assertThat(answer.getContentAsString()).isEqualTo(Pattern.sum(500_000));
            assertThat(answer.getTrailers().get("X-Heard")).isEqualTo("forty-two");
            assertThat(Wait.get(send(client.newRequest(site.url("/hints")))).getContentAsString())
                    .isEqualTo(Site.HELLO);
        } finally {
            client.stop();
        }
    }
}
