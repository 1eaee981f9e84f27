package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is not HTTP beyond doubt is refused with the right status and the connection is closed, however the bytes are cut
 * up; what follows it on the connection is never taken for a request.
 */
class HostileRequestsTest {
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final AtomicInteger smuggled = new AtomicInteger();
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.on(0)
                .tunnels()
                .limits(HttpLimits.defaults().body(1_000_000))
                .handle(request -> {
                    if (request.target().equals("/smuggled")) {
                        smuggled.incrementAndGet();
                    }
                    return Response.text(200, "read " + Bytes.count(request.body()));
                })
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<HostileRequests.Row> rows() {
        return HostileRequests.all();
    }

    /** There are many ways, and each has its own row. */
    @Test
    void rows_all_areManyAndDifferent() {
        assertThat(rows()).hasSizeGreaterThan(130);
        assertThat(Set.copyOf(rows())).hasSameSizeAs(rows());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void request_hostile_isRefusedAndTheConnectionCloses(HostileRequests.Row row) throws Exception {
        try (var wire = new Wire(server.port())) {
            expectRefusal(row, wire.trySend(row.raw() + SMUGGLED));
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void request_hostileByteByByte_isRefusedAndTheConnectionCloses(HostileRequests.Row row) throws Exception {
        String raw = row.raw();
        try (var wire = new Wire(server.port())) {
            int whole = Math.max(0, raw.length() - 400); // the start of long ones at once
            wire.trySend(raw.substring(0, whole));
            for (int i = whole; i < raw.length(); i++) {
                wire.trySend(raw.substring(i, i + 1));
            }
            expectRefusal(row, wire);
        }
    }

    static Stream<HostileRequests.Row> chosen() {
        Set<String> names = Set.of(
                "length and coding",
                "folded line",
                "bare CR in the value",
                "chunk: bare LF after the data",
                "coding gzip");
        return rows().stream().filter(row -> names.contains(row.name()));
    }

    @ParameterizedTest
    @MethodSource("chosen")
    void request_hostileInTwoParts_isRefusedWhereverItIsCut(HostileRequests.Row row) throws Exception {
        for (int cut = 1; cut < row.raw().length(); cut++) {
            try (var wire = new Wire(server.port())) {
                wire.trySend(row.raw().substring(0, cut)).trySend(row.raw().substring(cut));
                expectRefusal(row, wire);
            }
        }
    }

    private static void expectRefusal(HostileRequests.Row row, Wire wire) {
        String answer = wire.readAllOrReset();
        assertThat(answer).startsWith("HTTP/1.1 " + row.status() + " ").contains("Connection: close\r\n");
        assertThat(answer.split("\r\nDate: ", -1)).hasSize(2);
        assertThat(smuggled).hasValue(0);
    }
}
