package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Duplex;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.http.HttpClient;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Upgraded;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** weir's client against servers on python3-h2 that are narrow, refuse streams, go away, and ask whether it is there. */
@Timeout(120)
class PythonH2ServerTest {
    private static final java.util.regex.Pattern PORT = java.util.regex.Pattern.compile("port (\\d+)");

    @TempDir
    private Path folder;

    static byte[] all(Source<ByteBuffer> body) {
        var bytes = new ByteArrayOutputStream();
        body.run(Sink.forEach(buffer -> {
            byte[] copy = new byte[buffer.remaining()];
            buffer.get(copy);
            bytes.writeBytes(copy);
        }));
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"usual", "narrow", "refusing", "going", "pinging"})
    void requests_toAServerWithItsOwnWays_areAllAnswered(String way) throws Exception {
        Program python = Program.python("python3-h2", "h2");
        try (Service server = python.start(Script.in(folder, "h2_server.py"), way);
                HttpClient client = HttpClient.to("127.0.0.1", Integer.parseInt(server.says(PORT)))
                        .http2()
                        .build()) {
            List<CompletionStage<Response>> answers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                answers.add(client.send(Request.get("/bytes/" + 5000 * i)));
            }
            for (int i = 0; i < 10; i++) {
                Response response = Wait.get(answers.get(i));
                assertThat(all(response.body())).as("body %d", i).isEqualTo(Pattern.bytes(5000 * i));
                assertThat(response.trailers().first("X-Behind")).contains("all of it");
            }
            for (int size : new int[] {0, 1, 99, 100, 101, 20_000}) {
                Response response = Wait.get(client.send(Request.post("/sum", Pattern.flow(size))));
                assertThat(new String(all(response.body()), java.nio.charset.StandardCharsets.US_ASCII))
                        .isEqualTo(Pattern.sum(size));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"usual", "narrow"})
    void tunnels_toAServerWithItsOwnWays_giveBackWhatWasSaid(String way) throws Exception {
        Program python = Program.python("python3-h2", "h2");
        try (Service server = python.start(Script.in(folder, "h2_server.py"), way);
                HttpClient client = HttpClient.to("127.0.0.1", Integer.parseInt(server.says(PORT)))
                        .http2()
                        .connections(1)
                        .build()) {
            int size = way.equals("narrow") ? 20_000 : 300_000;
            for (int i = 0; i < 4; i++) {
                Upgraded upgraded = Wait.get(client.connect(Request.get("/talk").with("Upgrade", "echo")));
                assertThat(upgraded).isInstanceOf(Upgraded.Switched.class);
                CompletionStage<Response> beside = client.send(Request.get("/bytes/100"));
                var heard = new ByteArrayOutputStream();
                ((Upgraded.Switched) upgraded)
                        .duplex()
                        .join(Duplex.of(Source.of(Pattern.bytes(size)), Sink.<byte[]>forEach(heard::writeBytes)))
                        .run();
                assertThat(heard.toByteArray()).isEqualTo(Pattern.bytes(size));
                assertThat(all(Wait.get(beside).body())).isEqualTo(Pattern.bytes(100));
            }
            assertThat(client.connections()).isEqualTo(1);
        }
    }
}
