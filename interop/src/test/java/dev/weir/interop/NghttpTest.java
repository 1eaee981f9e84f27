package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.Http2Limits;
import dev.weir.http.HttpLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** nghttp, the client of nghttp2, against a server of weir. */
@Timeout(120)
class NghttpTest {
    @TempDir
    private Path folder;

    private static Program nghttp() {
        return Program.named("nghttp2-client", "nghttp");
    }

    private Path file(int size) throws Exception {
        return Files.write(folder.resolve("upload"), Pattern.bytes(size));
    }

    /** The smaller the window of a stream, the more often it is opened. */
    @ParameterizedTest
    @CsvSource({
        "-w4,-W16,25000",
        "-w6,-W16,100000",
        "-w8,-W16,500000",
        "-w10,-W16,1000000",
        "-w12,-W16,2000000",
        "-w14,-W16,5000000",
        "-w16,-W16,5000000",
        "-w16,-W20,5000000",
        "-w20,-W16,5000000",
        "-w24,-W24,5000000"
    })
    void body_throughWindowsOfAnySize_isWhole(String window, String ofConnection, int size) throws Exception {
        for (String path : List.of("/bytes/", "/stream/")) {
            try (Site site = Site.plain()) {
                Output output = nghttp().run(window, ofConnection, site.url(path + size))
                        .well();
                assertThat(output.said()).isEqualTo(Pattern.bytes(size));
                assertThat(site.failures).isEmpty();
            }
        }
    }

    /** A frame for each 15 bytes is what attackers do: so many of them are too many, unless the server has more patience. */
    @Test
    void windows_openedTooOften_areAQuestionOfLimits() throws Exception {
        try (Site site = Site.plain()) {
            Output output = nghttp().run("-v", "-n", "-w4", site.url("/bytes/200000"));
            assertThat(output.text()).contains("ENHANCE_YOUR_CALM", "a peer must not send so many frames without data");
        }
        HttpLimits patient = HttpLimits.defaults().http2(Http2Limits.defaults().frames(2000, 1_000_000, 1000));
        try (Site site = Site.plain(patient)) {
            Output output = nghttp().run("-w4", site.url("/bytes/200000")).well();
            assertThat(output.said()).isEqualTo(Pattern.bytes(200_000));
        }
    }

    @ParameterizedTest
    @CsvSource({"-w4,20000", "-w16,3000000"})
    void body_overTls_isWhole(String window, int size) throws Exception {
        try (Site site = Site.secure()) {
            Output output =
                    nghttp().run("-y", window, site.url("/bytes/" + size)).well();
            assertThat(output.said()).isEqualTo(Pattern.bytes(size));
        }
    }

    @Test
    void upgrade_fromTheOtherVersion_goesOnAsHttp2() throws Exception {
        try (Site site = Site.plain()) {
            Output output = nghttp().run("-u", "-v", "-n", site.url("/bytes/100000"), site.url("/hello"))
                    .well();
            assertThat(output.text())
                    .contains("HTTP/1.1 101 Switching Protocols", "HTTP Upgrade success")
                    .containsPattern("recv \\(stream_id=1\\) :status: 200");
            assertThat(nghttp().run("-u", "-w7", site.url("/bytes/100000"))
                            .well()
                            .said())
                    .isEqualTo(Pattern.bytes(100_000));
        }
    }

    @Test
    void trailers_ofBothSides_areHeard() throws Exception {
        try (Site site = Site.plain()) {
            Output output = nghttp().run(
                            "-v",
                            "-d",
                            file(300_000).toString(),
                            "--trailer",
                            "x-sum: forty-two",
                            "-H",
                            "te: trailers",
                            site.url("/trailers"))
                    .well();
            assertThat(output.text()).contains(Pattern.sum(300_000), "x-heard: forty-two");
        }
    }

    @Test
    void hints_beforeTheAnswer_areHeard() throws Exception {
        try (Site site = Site.plain()) {
            Output output = nghttp().run("-v", site.url("/hints")).well();
            assertThat(output.text()).contains(":status: 103", "link: </style.css>; rel=preload", ":status: 200");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--no-content-length,--no-dep",
        "--expect-continue,--no-dep",
        "-b255,--no-rfc7540-pri",
        "-w5,-W16",
        "--header-table-size=0,--encoder-header-table-size=0"
    })
    void upload_inManyManners_comesBack(String one, String other) throws Exception {
        int size = one.equals("-w5") ? 50_000 : 1_500_000;
        try (Site site = Site.plain()) {
            Output output = nghttp().run(
                            one,
                            other,
                            "-d",
                            file(size).toString(),
                            site.url(one.contains("expect") ? "/sum" : "/echo"))
                    .well();
            if (one.contains("expect")) {
                assertThat(output.text()).isEqualTo(Pattern.sum(size));
            } else {
                assertThat(output.said()).isEqualTo(Pattern.bytes(size));
            }
        }
    }

    /** Old priorities are allowed, and change nothing; those that hang on each other too. */
    @Test
    void requests_ofManyWeights_areAllAnswered() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-n", "-s", "-m", "20"));
        try (Site site = Site.plain()) {
            for (int i = 1; i <= 10; i++) {
                arguments.addAll(List.of("-p", String.valueOf(25 * i)));
            }
            for (int i = 1; i <= 10; i++) {
                arguments.add(site.url("/stream/" + 10_000 * i));
            }
            Output output = nghttp().run(arguments.toArray(String[]::new)).well();
            assertThat(output.text().lines().filter(line -> line.contains(" 200 ")))
                    .hasSize(200);
            assertThat(site.failures).isEmpty();
        }
    }

    @Test
    void head_inSeveralFrames_isRead() throws Exception {
        try (Site site = Site.plain()) {
            Output output =
                    nghttp().run("-v", "--continuation", site.url("/hello")).well();
            assertThat(output.text()).contains("continuation-test-6", ":status: 200", Site.HELLO);
        }
    }
}
