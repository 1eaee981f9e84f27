package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Chromium without a screen, which is told over its DevTools protocol what a page does, against a server of weir. */
@Timeout(120)
class ChromiumTest {
    /** Fetches several things at a time and says how each came; a checksum of a body is the sum of its bytes. */
    private static final String FETCHES = """
            (async () => {
              const total = bytes => bytes.reduce((sum, byte) => sum + byte, 0);
              const load = async (path, options) => {
                const body = new Uint8Array(await (await fetch(path, options)).arrayBuffer());
                return body.length + ':' + total(body);
              };
              const paths = ['/hello', '/bytes/1000000', '/stream/3000000', '/hints'];
              for (let i = 0; i < 60; i++) paths.push('/stream/20000?' + i);
              const loaded = await Promise.all(paths.map(path => load(path)));
              const upload = new Uint8Array(2000000).map((_, i) => i);
              const echoed = await load('/echo', {method: 'POST', body: upload});
              const given = new AbortController();
              const reader = (await fetch('/stream/500000000', {signal: given.signal})).body.getReader();
              await reader.read();
              given.abort();
              const after = await load('/bytes/100000');
              const socket = new WebSocket(location.origin.replace('http', 'ws') + '/talk');
              const spoken = await new Promise((resolve, reject) => {
                const heard = [];
                socket.onopen = () => { for (let i = 0; i < 100; i++) socket.send(String(i).repeat(2000)); };
                socket.onmessage = m => {
                  heard.push(m.data);
                  if (heard.length === 100) socket.close(1000, 'enough');
                };
                socket.onclose = e => resolve(heard.every((text, i) => text === String(i).repeat(2000))
                    + ' ' + heard.length + ' ' + e.code + ' ' + e.wasClean + ' ' + socket.extensions);
              });
              const protocols = new Set(performance.getEntriesByType('resource').map(e => e.nextHopProtocol));
              return JSON.stringify({loaded, echoed, spoken, sent: upload.length + ':' + total(upload), after,
                  protocols: [...protocols]});
            })()""";

    @TempDir
    private Path folder;

    private static String expected(int size) {
        long sum = 0;
        for (byte each : dev.weir.interop.Pattern.bytes(size)) {
            sum += each & 255;
        }
        return size + ":" + sum;
    }

    private static Program chromium() {
        return Program.named("chromium", "chromium", "chromium-browser", "google-chrome", "chromium-headless-shell");
    }

    private Service browser() throws Exception {
        return chromium()
                .start(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--no-first-run",
                        "--disable-component-update",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
                        "--ignore-certificate-errors-spki-list=" + Keys.fingerprint(),
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--remote-debugging-port=0",
                        "--remote-allow-origins=*",
                        "about:blank");
    }

    @ParameterizedTest
    @CsvSource({"true,h2", "false,http/1.1"})
    void page_thatFetchesALot_getsAllOfItInItsVersion(boolean secure, String protocol) throws Exception {
        try (Site site = secure ? Site.secure() : Site.plain();
                Service browser = browser();
                HttpClient client = HttpClient.newHttpClient()) {
            String devTools = "http://" + browser.says(Pattern.compile("DevTools listening on ws://([^/]+)/"));
            JsonNode said;
            try (Page page = new Page(client, devTools, site.url("/"))) {
                said = page.evaluate(FETCHES);
            }
            assertThat(said.path("loaded").values().stream().map(JsonNode::asString))
                    .hasSize(64)
                    .contains(expected(1_000_000), expected(3_000_000), expected(20_000));
            assertThat(said.path("echoed").asString())
                    .isEqualTo(said.path("sent").asString())
                    .startsWith("2000000:");
            assertThat(said.path("spoken").asString()).startsWith("true 100 1000 true permessage-deflate");
            assertThat(said.path("after").asString()).isEqualTo(expected(100_000));
            assertThat(said.path("protocols").values().stream().map(JsonNode::asString))
                    .containsExactly(protocol);
            assertThat(site.failures).isEmpty();
            Wait.until("what was given up is over", () -> site.server.exchanges() == 0);
        }
    }
}
