package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** h2load, many requests at once on few connections with the smallest windows that are usual: none fails. */
@Timeout(120)
class H2loadTest {
    @TempDir
    private Path folder;

    private static void noneFails(Site site, int requests, String... options) throws Exception {
        Output output = Program.named("nghttp2-client", "h2load")
                .with("-n", String.valueOf(requests), "-c", "10")
                .run(options)
                .well();
        assertThat(output.text())
                .contains(
                        "requests: %1$d total, %1$d started, %1$d done, %1$d succeeded, 0 failed, 0 errored, 0 timeout"
                                .formatted(requests))
                .contains("status codes: %d 2xx, 0 3xx, 0 4xx, 0 5xx".formatted(requests));
        assertThat(site.failures).isEmpty();
        Wait.until("all exchanges are over", () -> site.server.exchanges() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hello", "/bytes/3000", "/stream/3000"})
    void requests_manyOnEachConnection_allSucceed(String path) throws Exception {
        try (Site site = Site.plain()) {
            noneFails(site, 5000, "-m", "100", "-w16", "-W16", site.url(path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bytes/200000", "/stream/200000"})
    void bodies_thatShareASmallWindow_allArrive(String path) throws Exception {
        try (Site site = Site.plain()) {
            noneFails(site, 500, "-m", "100", "-w16", "-W16", site.url(path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sum", "/echo"})
    void uploads_manyAtOnce_allArrive(String path) throws Exception {
        Path upload = Files.write(folder.resolve("upload"), Pattern.bytes(100_000));
        try (Site site = Site.plain()) {
            noneFails(site, 500, "-m", "20", "-w16", "-W16", "-d", upload.toString(), site.url(path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hello", "/bytes/30000"})
    void requests_overTls_allSucceed(String path) throws Exception {
        try (Site site = Site.secure()) {
            noneFails(site, 2000, "-m", "100", "-w16", "-W16", site.url(path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/hello", "/stream/30000"})
    void requests_ofTheOtherVersionAndPipelined_allSucceed(String path) throws Exception {
        try (Site site = Site.plain()) {
            noneFails(site, 2000, "--h1", "-m", "4", site.url(path));
        }
    }
}
