package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is unusual and yet without doubt is served, at once and byte by byte, and the connection goes on. */
class ToleratedRequestsTest {
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.on(0)
                .handle(request -> Response.text(
                        200,
                        request.target() + " " + request.headers().first("Host").orElse("-") + " "
                                + Bytes.text(request.body()) + "."))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            GET / HTTP/1.1|Host: h||                                                 => / h .
            |GET / HTTP/1.1|Host: h||                                                => / h .
            ||GET / HTTP/1.1|Host: h||                                               => / h .
            GET /%20?a=b&c HTTP/1.1|host:h||                                         => /%20?a=b&c h .
            GET / HTTP/1.1|HOST:  example.com:8080  ||                               => / example.com:8080 .
            GET / HTTP/1.1|Host: [::1]:80||                                          => / [::1]:80 .
            GET http://other/a?b HTTP/1.1|Host: h||                                  => /a?b other .
            GET http://other HTTP/1.1|Host: h||                                      => / other .
            GET HTTP://other?q HTTP/1.1|Host: h||                                    => /?q other .
            OPTIONS * HTTP/1.1|Host: h||                                             => * h .
            BREW / HTTP/1.1|Host: h||                                                => / h .
            POST / HTTP/1.1|Host: h|Content-Length: 0||                              => / h .
            POST / HTTP/1.1|Host: h|Content-Length: 5||abcde                         => / h abcde.
            POST / HTTP/1.1|Host: h|content-length:5||abcde                          => / h abcde.
            POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked||0||                  => / h .
            POST / HTTP/1.1|Host: h|transfer-encoding:CHUNKED||3|abc|0||             => / h abc.
            POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked||3;x=y|abc|0||        => / h abc.
            POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked||00000003|abc|2|de|00||   => / h abcde.
            POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked||3|abc|0|A: b|C: d||  => / h abc.
            """)
    void request_unusual_isServed(String shown, String expected) throws Exception {
        String raw = shown.strip().replace("|", "\r\n");
        try (var wire = new Wire(server.port())) {
            wire.send(raw);
            assertThat(answer(wire)).isEqualTo(expected);
            for (int i = 0; i < raw.length(); i++) {
                wire.send(raw.substring(i, i + 1));
            }
            assertThat(answer(wire)).isEqualTo(expected);
            wire.send(raw + raw);
            assertThat(answer(wire)).isEqualTo(expected);
            assertThat(answer(wire)).isEqualTo(expected);
        }
    }

    private static String answer(Wire wire) throws IOException {
        String head = wire.readHead();
        assertThat(head).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("Connection: close");
        int at = head.indexOf("Content-Length: ") + 16;
        return wire.read(Integer.parseInt(head.substring(at, head.indexOf('\r', at))));
    }
}
