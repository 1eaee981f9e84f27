package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.gateway.Gateway;
import dev.weir.gateway.GatewaySettings;
import dev.weir.http.HttpClient;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway between strangers: curl before it, and behind it Python's server of files, or nghttpd. */
@Timeout(120)
class GatewayTest {
    private static final int SIZE = 3_000_000;

    @TempDir
    private Path folder;

    private Path upload;

    @BeforeEach
    void makeFiles() throws IOException {
        upload = Files.write(folder.resolve("large"), Pattern.bytes(SIZE));
        Files.writeString(folder.resolve("small"), Site.HELLO);
        Files.writeString(folder.resolve("empty"), "");
    }

    private static GatewaySettings to(int port) {
        return GatewaySettings.to(URI.create("http://127.0.0.1:" + port)).maxWait(Duration.ofSeconds(20));
    }

    private static Program curl() {
        return Program.named("curl", "curl").with("-sS", "--cacert", Keys.CERTIFICATE.toString());
    }

    private void filesGoThrough(Gateway gateway, String scheme, String version, String... options) throws Exception {
        String there = scheme + "://localhost:" + gateway.port();
        Program curl = curl().with(options);
        assertThat(curl.run(there + "/large").well().said()).isEqualTo(Pattern.bytes(SIZE));
        assertThat(curl.run(there + "/empty").well().said()).isEmpty();
        assertThat(curl.run("-w", "%{http_version} %{http_code}", there + "/small")
                        .well()
                        .text())
                .isEqualTo(Site.HELLO + version + " 200");
        assertThat(curl.run("-I", there + "/large").well().text()).containsPattern("HTTP/\\S+ 200");
        Output many = curl.run(
                        "-Z",
                        "--parallel-max",
                        "20",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code} %{size_download}\n",
                        there + "/large?[1-30]")
                .well();
        assertThat(many.text().lines()).hasSize(30).containsOnly("200 " + SIZE);
        assertThat(curl.run("-o", "/dev/null", "-w", "%{http_code}", there + "/nowhere")
                        .text())
                .isEqualTo("404");
    }

    /** With HTTP/1.0 its connections end behind each answer; with HTTP/1.1 they stay. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1"})
    void http2OverTls_beforePythonsServer_goesThrough(String protocol) throws Exception {
        Program curl = curl();
        Program python = Program.python("python3 (3.11 or later)", "sys; assert sys.version_info >= (3, 11)");
        try (Service origin = python.start(
                "-u", "-m", "http.server", "-b", "127.0.0.1", "-p", protocol, "-d", folder.toString(), "0")) {
            int port = Integer.parseInt(origin.says(java.util.regex.Pattern.compile("port (\\d+)")));
            try (Gateway gateway = Gateway.start(to(port).overTls(Keys.CERTIFICATE, Keys.KEY))) {
                filesGoThrough(gateway, "https", "2", "--http2");
                String refused = curl.run(
                                "--http2",
                                "-o",
                                "/dev/null",
                                "-w",
                                "%{http_code}",
                                "-T",
                                upload.toString(),
                                "https://localhost:" + gateway.port() + "/put")
                        .text();
                assertThat(refused).isEqualTo("501"); // Python's word for it, without reading the upload
            }
        }
    }

    /** Its port and its keys come behind its options. */
    private Service nghttpd(int port, List<Path> keys, String... options) throws IOException {
        String[] behind = Stream.concat(Stream.of(port), keys.stream())
                .map(String::valueOf)
                .toArray(String[]::new);
        return Program.named("nghttp2-server", "nghttpd")
                .with("-a", "127.0.0.1", "-d", folder.toString())
                .with(options)
                .start(behind)
                .listensAt(port);
    }

    @Test
    void http1_beforeNghttpd_goesThrough() throws Exception {
        int port = Service.freePort();
        try (Service origin = nghttpd(port, List.of(), "--no-tls", "-w10", "-W10");
                Gateway gateway = Gateway.start(to(port).speakingHttp2())) {
            filesGoThrough(gateway, "http", "1.1", "--http1.1");
            assertThat(origin).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge"})
    void upload_toNghttpdThatEchoes_comesBack(String version) throws Exception {
        int port = Service.freePort();
        try (Service origin = nghttpd(port, List.of(), "--no-tls", "--echo-upload");
                Gateway gateway = Gateway.start(to(port).speakingHttp2())) {
            Output echoed = curl().run(
                            version, "--data-binary", "@" + upload, "http://localhost:" + gateway.port() + "/echo")
                    .well();
            assertThat(echoed.said()).isEqualTo(Pattern.bytes(SIZE));
            assertThat(origin).isNotNull();
        }
    }

    @Test
    void trailers_ofNghttpd_reachNghttp() throws Exception {
        Program nghttp = Program.named("nghttp2-client", "nghttp");
        int port = Service.freePort();
        try (Service origin = nghttpd(port, List.of(), "--no-tls", "--trailer", "x-behind: it");
                Gateway gateway = Gateway.start(to(port).speakingHttp2())) {
            Output answer = nghttp.run("-v", "-H", "te: trailers", "http://localhost:" + gateway.port() + "/small")
                    .well();
            assertThat(answer.text()).containsSubsequence(Site.HELLO, "x-behind: it");
            assertThat(origin).isNotNull();
        }
    }

    /** Without the gateway, which trusts whom the JDK trusts. */
    @Test
    void client_ofNghttpdOverTls_isServed() throws Exception {
        int port = Service.freePort();
        try (Service origin = nghttpd(port, List.of(Keys.KEY, Keys.CERTIFICATE), "-w8");
                HttpClient client = HttpClient.to(URI.create("https://localhost:" + port))
                        .tls(Keys.context())
                        .build()) {
            for (int i = 0; i < 3; i++) {
                Response response = Wait.get(client.send(Request.get("/large")));
                assertThat(PythonH2ServerTest.all(response.body())).isEqualTo(Pattern.bytes(SIZE));
            }
            assertThat(origin).isNotNull();
        }
    }
}
