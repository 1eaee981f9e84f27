package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** curl, in each version of HTTP that it speaks and each way it gets there, against a server of weir. */
@Timeout(120)
class CurlTest {
    /** How curl comes to a version. */
    enum Way {
        HTTP1("1.1", false, "--http1.1"),
        HTTP1_OVER_TLS("1.1", true, "--http1.1"),
        HTTP2_BY_PRIOR_KNOWLEDGE("2", false, "--http2-prior-knowledge"),
        HTTP2_BY_UPGRADE("2", false, "--http2"),
        HTTP2_OVER_TLS("2", true, "--http2");

        private final String version;
        private final boolean secure;
        private final String option;

        Way(String version, boolean secure, String option) {
            this.version = version;
            this.secure = secure;
            this.option = option;
        }

        private Site site() throws IOException {
            return secure ? Site.secure() : Site.plain();
        }

        private Program curl() {
            return Program.named("curl", "curl").with("-sS", "--cacert", Keys.CERTIFICATE.toString(), option);
        }
    }

    @TempDir
    private Path folder;

    private Path upload;
    private static final int UPLOADED = 16 * Site.MIB;

    @BeforeEach
    void makeUpload() throws IOException {
        upload = Files.write(folder.resolve("upload"), Pattern.bytes(UPLOADED));
    }

    /** By prior knowledge in the next test: curl 7.88 breaks off such a connection when it uses it again, with any server. */
    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "HTTP2_BY_PRIOR_KNOWLEDGE")
    void bodies_smallLargeAndWithoutALength_areWholeOnOneConnection(Way way) throws Exception {
        Path large = folder.resolve("large");
        Path streamed = folder.resolve("streamed");
        Path empty = folder.resolve("empty");
        try (Site site = way.site()) {
            Output output = way.curl()
                    .run(
                            "-w",
                            "%{stderr}%{http_version} %{http_code} %{num_connects}\n",
                            site.url("/hello"),
                            site.url("/bytes/5000000"),
                            "-o",
                            "/dev/stdout",
                            "-o",
                            large.toString(),
                            site.url("/stream/1048577"),
                            "-o",
                            streamed.toString(),
                            site.url("/stream/0"),
                            "-o",
                            empty.toString())
                    .well();
            assertThat(output.text()).isEqualTo(Site.HELLO);
            assertThat(Files.readAllBytes(large)).isEqualTo(Pattern.bytes(5_000_000));
            assertThat(Files.readAllBytes(streamed)).isEqualTo(Pattern.bytes(1_048_577));
            assertThat(Files.size(empty)).isZero();
            assertThat(output.complaints())
                    .isEqualTo((way.version + " 200 1\n") + (way.version + " 200 0\n").repeat(3));
            assertThat(site.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bytes/5000000", "/stream/5000000"})
    void body_byPriorKnowledge_isWhole(String path) throws Exception {
        try (Site site = Site.plain()) {
            Output output = Way.HTTP2_BY_PRIOR_KNOWLEDGE
                    .curl()
                    .run("-w", "%{stderr}%{http_version} %{http_code}", site.url(path))
                    .well();
            assertThat(output.complaints()).isEqualTo("2 200");
            assertThat(output.said()).isEqualTo(Pattern.bytes(5_000_000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void upload_large_arrivesWhole(Way way) throws Exception {
        try (Site site = way.site()) {
            Output output = way.curl()
                    .run("--data-binary", "@" + upload, site.url("/sum"))
                    .well();
            assertThat(output.text()).isEqualTo(Pattern.sum(UPLOADED));
        }
    }

    @ParameterizedTest
    @EnumSource
    void upload_ofUnknownLength_comesBackWhileItIsSent(Way way) throws Exception {
        try (Site site = way.site()) {
            Output output = way.curl()
                    .reading(upload, "-H", "Expect:", "-T", "-", site.url("/echo"))
                    .well();
            assertThat(output.said()).isEqualTo(Pattern.bytes(UPLOADED));
        }
    }

    /** It would wait half a minute if it were not told to go on. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP1", "HTTP1_OVER_TLS", "HTTP2_BY_UPGRADE"})
    void upload_inChunksThatExpectsAWord_isToldToGoOn(Way way) throws Exception {
        try (Site site = way.site()) {
            Output output = way.curl()
                    .reading(
                            upload,
                            "-v",
                            "--expect100-timeout",
                            "30",
                            "-H",
                            "Expect: 100-continue",
                            "-T",
                            "-",
                            site.url("/sum"))
                    .well();
            assertThat(output.text()).isEqualTo(Pattern.sum(UPLOADED));
            assertThat(output.complaints())
                    .containsSubsequence("> Transfer-Encoding: chunked", "< HTTP/1.1 100 Continue", "< HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @EnumSource
    void download_slowerThanTheServer_arrivesWhole(Way way) throws Exception {
        try (Site site = way.site()) {
            Output output = way.curl()
                    .run("--limit-rate", "4M", site.url("/stream/6000000"))
                    .well();
            assertThat(output.said()).isEqualTo(Pattern.bytes(6_000_000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void head_ofAnAnswer_hasItsLengthAndNoBody(Way way) throws Exception {
        try (Site site = way.site()) {
            assertThat(head(way, site, "/bytes/1000000"))
                    .startsWith("HTTP/" + way.version)
                    .containsIgnoringCase("\r\ncontent-length: 1000000\r\n")
                    .endsWith("\r\n\r\n");
            assertThat(head(way, site, "/stream/1000000"))
                    .doesNotContainIgnoringCase("content-length")
                    .endsWith("\r\n\r\n");
        }
    }

    /** What curl shows of a head; of one with 101 before it, the last. */
    private static String head(Way way, Site site, String path) throws Exception {
        String heads = way.curl().run("-I", site.url(path)).well().text();
        return heads.substring(heads.lastIndexOf("HTTP/"));
    }

    @ParameterizedTest
    @EnumSource(mode = EXCLUDE, names = "HTTP2_BY_PRIOR_KNOWLEDGE")
    void requests_manyAtOnce_areAllAnswered(Way way) throws Exception {
        try (Site site = way.site()) {
            Output output = way.curl()
                    .run(
                            "-Z",
                            "--parallel-max",
                            "40",
                            "-o",
                            "/dev/null",
                            "-w",
                            "%{http_code} %{http_version} %{size_download}\n",
                            site.url("/stream/50000?[1-200]"))
                    .well();
            assertThat(output.text().lines()).hasSize(200).containsOnly("200 " + way.version + " 50000");
            assertThat(site.failures).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void trailers_behindTheBody_areShown(Way way) throws Exception {
        Path heads = folder.resolve("heads");
        try (Site site = way.site()) {
            Output output = way.curl()
                    .run("-H", "TE: trailers", "-D", heads.toString(), site.url("/trailers"))
                    .well();
            assertThat(output.text()).isEqualTo("0 bytes 0");
            assertThat(Files.readString(heads)).containsIgnoringCase("x-heard: none");
        }
    }

    @ParameterizedTest
    @EnumSource
    void hints_beforeTheAnswer_areShown(Way way) throws Exception {
        try (Site site = way.site()) {
            Output output = way.curl().run("-i", site.url("/hints")).well();
            assertThat(output.text())
                    .containsPattern("HTTP/\\S+ 103")
                    .containsIgnoringCase("link: </style.css>; rel=preload")
                    .containsPattern("HTTP/\\S+ 200")
                    .endsWith(Site.HELLO);
        }
    }

    /**
     * The rest of the upload is refused, not taken and thrown away. Over TLS and not in the clear with HTTP/2: there curl
     * 7.88 forgets the answer, once in thirty times, when it comes in one read with the NO_ERROR that ends the upload.
     */
    @ParameterizedTest
    @EnumSource(names = {"HTTP1", "HTTP1_OVER_TLS", "HTTP2_OVER_TLS"})
    void upload_thatNobodyWants_isAnsweredEarly(Way way) throws Exception {
        try (Site site = way.site()) {
            Output output = way.curl().run("-w", "\n%{http_code}", "-T", upload.toString(), site.url("/nowhere"));
            assertThat(output.text()).endsWith("\n404");
        }
    }

    @Test
    void http10_withoutKeepAlive_isAnsweredAndClosed() throws Exception {
        try (Site site = Site.plain()) {
            Output output = Program.named("curl", "curl")
                    .run("-sS", "-i", "--http1.0", site.url("/stream/100000"))
                    .well();
            assertThat(output.said().length).isGreaterThan(100_000);
            assertThat(output.text()).startsWith("HTTP/1.1 200").doesNotContain("ransfer-");
        }
    }

    @Test
    void http2_byThoseWhoMayChoose_isChosenOverTls() throws Exception {
        try (Site site = Site.secure()) {
            List<String> versions = Stream.of("--http1.1", "--http2", "--no-alpn")
                    .map(option -> {
                        try {
                            return Program.named("curl", "curl")
                                    .run("-sSk", option, "-o", "/dev/null", "-w", "%{http_version}", site.url("/hello"))
                                    .well()
                                    .text();
                        } catch (IOException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
            assertThat(versions).containsExactly("1.1", "2", "1.1");
        }
    }
}
