package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.FlowFailedException;
import dev.weir.http.HttpClientException.Kind;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response that is not HTTP beyond doubt fails with PROTOCOL, and its connection is closed. */
class HostileResponsesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 2|Transfer-Encoding: chunked||0||",
                "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 2||ok",
                "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 3||ok",
                "HTTP/1.1 200 OK|Content-Length: 2, 2||ok",
                "HTTP/1.1 200 OK|Content-Length: +2||ok",
                "HTTP/1.1 200 OK|Content-Length: -2||ok",
                "HTTP/1.1 200 OK|Content-Length: ||ok",
                "HTTP/1.1 200 OK|Content-Length: 99999999999999999999||ok",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked, gzip||0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: identity||ok",
                "HTTP/1.1 200 OK|Transfer-Encoding:\tchunked||0||",
                "HTTP/1.1 200 OK|Transfer-Encoding : chunked||0||",
                "HTTP/1.0 200 OK|Transfer-Encoding: chunked||0||",
                "HTTP/1.1 200 OK|A: b| c||",
                "HTTP/1.1 200 OK|A : b||",
                "HTTP/1.1 200 OK|A||",
                "HTTP/1.1 200 OK|A: b\u0000||",
                "HTTP/1.1 200 OK\nA: b||",
                "HTTP/1.1 200 OK|A: b\n|",
                "HTTP/1.1 200 OK|A: b\rc||",
                "HTTP/1.1 20 OK||",
                "HTTP/1.1 2000 OK||",
                "HTTP/1.1 600 OK||",
                "HTTP/1.1 099 OK||",
                "HTTP/1.1  200 OK||",
                "HTTP/2.0 200 OK||",
                "HTTP/1.1 101 Switching Protocols|Upgrade: x||",
                "HTTQ/1.1 200 OK||",
                "|HTTP/1.1 200 OK||",
                "SSH-2.0-x|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||x||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||0x2|ok|0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-2|ok|0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2\nok|0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|okay|0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|ok\n0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2 |ok|0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||000000002|ok|0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|ok|0|A : b||"
            })
    void response_hostile_isAProtocolFailure(String raw) throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say(raw.replace("|", "\r\n")).ended();
                });
                var client = HttpClient.to("127.0.0.1", origin.port()).build()) {
            assertThat(failure(client).kind()).isEqualTo(Kind.PROTOCOL);
            Wait.until("the connection is closed", () -> client.connections() == 0);
        }
    }

    /** A body that nobody sent for is not taken for the next response. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"
            })
    void response_moreThanAskedFor_closesTheConnection(String raw) throws Exception {
        try (var origin = new Origins((peer, n) -> {
                    peer.head();
                    peer.say(raw).ended();
                });
                var client = HttpClient.to("127.0.0.1", origin.port()).build()) {
            Bytes.text(Wait.get(client.send(Request.get("/"))).body());
            Wait.until("the connection is closed", () -> client.connections() == 0);
        }
    }

    private static HttpClientException failure(HttpClient client) throws Exception {
        try {
            Response response = Wait.get(client.send(Request.get("/")));
            throw new IOException("it was read: " + Bytes.text(response.body()));
        } catch (ExecutionException | FlowFailedException e) {
            return (HttpClientException) e.getCause();
        }
    }
}
