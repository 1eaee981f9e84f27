package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client of the JDK: HTTP/1.1, the upgrade that it tries by itself, and what TLS chooses. */
@Timeout(120)
class JdkClientTest {
    /** What the client is told. */
    enum Way {
        HTTP1(false, HttpClient.Version.HTTP_1_1),
        HTTP1_OVER_TLS(true, HttpClient.Version.HTTP_1_1),
        HTTP2_BY_UPGRADE(false, HttpClient.Version.HTTP_2),
        HTTP2_OVER_TLS(true, HttpClient.Version.HTTP_2);

        private final boolean secure;
        private final HttpClient.Version version;

        Way(boolean secure, HttpClient.Version version) {
            this.secure = secure;
            this.version = version;
        }

        private Site site() throws IOException {
            return secure ? Site.secure() : Site.plain();
        }

        private HttpClient client() {
            return HttpClient.newBuilder()
                    .version(version)
                    .sslContext(Keys.context())
                    .build();
        }
    }

    private static HttpRequest.Builder to(Site site, String path) {
        return HttpRequest.newBuilder(URI.create(site.url(path))).timeout(Wait.LONG);
    }

    @ParameterizedTest
    @EnumSource
    void bodies_smallLargeAndWithoutALength_areWhole(Way way) throws Exception {
        try (Site site = way.site();
                HttpClient client = way.client()) {
            HttpResponse<String> hello = client.send(to(site, "/hello").build(), BodyHandlers.ofString());
            assertThat(hello.body()).isEqualTo(Site.HELLO);
            assertThat(hello.version()).isEqualTo(way.version);
            for (String path : List.of("/bytes/", "/stream/")) {
                for (int size : new int[] {0, 1, 65_535, Site.MIB, 5_000_000}) {
                    HttpResponse<byte[]> response =
                            client.send(to(site, path + size).build(), BodyHandlers.ofByteArray());
                    assertThat(response.body()).isEqualTo(Pattern.bytes(size));
                    assertThat(response.version()).isEqualTo(way.version);
                }
            }
            assertThat(site.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void uploads_withAndWithoutALength_comeBack(Way way) throws Exception {
        byte[] bytes = Pattern.bytes(3_000_000);
        try (Site site = way.site();
                HttpClient client = way.client()) {
            for (HttpRequest.BodyPublisher body : List.of(
                    BodyPublishers.ofByteArray(bytes),
                    BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))) {
                assertThat(client.send(to(site, "/echo").POST(body).build(), BodyHandlers.ofByteArray())
                                .body())
                        .isEqualTo(bytes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void upload_thatExpectsAWord_isToldToGoOn(Way way) throws Exception {
        try (Site site = way.site();
                HttpClient client = way.client()) {
            HttpRequest request = to(site, "/sum")
                    .expectContinue(true)
                    .POST(BodyPublishers.ofByteArray(Pattern.bytes(Site.MIB)))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo(Pattern.sum(Site.MIB));
        }
    }

    @ParameterizedTest
    @EnumSource
    void requests_manyAtOnce_areAllAnswered(Way way) throws Exception {
        try (Site site = way.site();
                HttpClient client = way.client()) {
            client.send(to(site, "/hello").build(), BodyHandlers.discarding()); // whatever is upgraded is upgraded
            List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                answers.add(client.sendAsync(to(site, "/stream/20000").build(), BodyHandlers.ofByteArray()));
            }
            for (CompletableFuture<HttpResponse<byte[]>> answer : answers) {
                assertThat(Wait.get(answer).body()).isEqualTo(Pattern.bytes(20_000));
            }
            assertThat(site.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void hintsAndHead_areUnderstood(Way way) throws Exception {
        try (Site site = way.site();
                HttpClient client = way.client()) {
            assertThat(client.send(to(site, "/hints").build(), BodyHandlers.ofString())
                            .body())
                    .isEqualTo(Site.HELLO);
            HttpResponse<String> head =
                    client.send(to(site, "/bytes/12345").HEAD().build(), BodyHandlers.ofString());
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(12_345);
        }
    }
}
