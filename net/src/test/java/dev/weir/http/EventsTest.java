package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Capacity;
import dev.weir.Frames;
import dev.weir.Hub;
import dev.weir.Overflow;
import dev.weir.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that go on: events, lines of JSON, and answers that wait. */
class EventsTest {
    private static List<Event> read(String text, int cut) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        List<byte[]> chunks = new ArrayList<>();
        for (int i = 0; i < all.length; i += cut) {
            chunks.add(Arrays.copyOfRange(all, i, Math.min(all.length, i + cut)));
        }
        return Source.from(chunks)
                .through(Frames.<Event>of(() -> Events.framing(1000)))
                .toList();
    }

    @Test
    void encode_ofEachField_isALine() {
        Event event = Event.of("one\ntwo\r\n\rend").withType("tick").withId("7").withRetry(Duration.ofSeconds(2));
        String text = StandardCharsets.UTF_8.decode(Events.encode(event)).toString();
        assertThat(text).isEqualTo("event: tick\nid: 7\nretry: 2000\ndata: one\ndata: two\ndata: \ndata: end\n\n");
        assertThat(read(text, 3))
                .containsExactly(new Event(
                        "one\ntwo\n\nend", Optional.of("tick"), Optional.of("7"), Optional.of(Duration.ofSeconds(2))));
    }

    /** Those of the standard, and what it says of each oddity. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void framing_whereverItIsCut_readsWhatTheStandardSays(int cut) {
        for (String end : new String[] {"\n", "\r", "\r\n"}) {
            String text =
                    "\uFEFF: a comment||data: a|data:b|data||id: 1|data: c||id|data: d||event: add|data:  e|nonsense|"
                            + "no: field||retry: 10||retry: x|data: f||event: nothing||id: 2\0|data: \u00e4||data: not all";
            assertThat(read(text.replace("|", end), cut))
                    .as("ends are %s", end.length())
                    .containsExactly(
                            Event.of("a\nb\n"),
                            Event.of("c").withId("1"),
                            Event.of("d").withId(""),
                            Event.of(" e").withId("").withType("add"),
                            Event.of("f").withId("").withRetry(Duration.ofMillis(10)),
                            Event.of("\u00e4").withId(""));
        }
    }

    @Test
    void framing_ofAnEventThatIsTooLong_fails() {
        assertThatThrownBy(() -> read("data: " + "x".repeat(2000), 100))
                .hasStackTraceContaining("a frame must have <=");
        assertThatThrownBy(() -> Events.framing(0)).hasMessage("longest must be >= 1 but was 0");
    }

    @Test
    void event_withMoreThanALine_isRefused() {
        assertThatThrownBy(() -> Event.of("a").withId("1\n2"))
                .hasMessageContaining("the id of an event must be one line");
        assertThatThrownBy(() -> Event.of("a").withType("1\r"))
                .hasMessageContaining("the type of an event must be one line");
        assertThatThrownBy(() -> Event.of("a").withRetry(Duration.ofMillis(-1)))
                .hasMessageContaining("the retry of an event must be >= 0");
    }

    @Test
    void response_ofAHub_followsItAndKeepsAlive() throws Exception {
        var last = new CompletableFuture<Optional<String>>();
        try (Hub<String> hub = Hub.live("news");
                var server = HttpServer.on(0)
                        .handle(request -> {
                            last.complete(Events.lastId(request));
                            Source<String> member = hub.source(Capacity.items(10), Overflow.DETACH);
                            return Events.response(member.map(Event::of), Duration.ofMillis(50));
                        })
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).build();
                var wire = new Wire(server.port())) {
            Response response = Wait.get(client.send(Request.get("/").with("Last-Event-ID", "41")));
            assertThat(response.headers().first("Content-Type")).contains("text/event-stream");
            wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").readUntil("3\r\n:\n\n\r\n");
            Wait.until("both listen", () -> hub.reading().listeners() == 2);
            var heard = CompletableFuture.supplyAsync(
                    () -> Events.of(response, 1000).limit(3).toList(), Thread::startVirtualThread);
            assertThat(Source.of("a", "b\nc", "d").run(hub.sink())).isEqualTo(3);
            assertThat(Wait.get(heard)).containsExactly(Event.of("a"), Event.of("b\nc"), Event.of("d"));
            assertThat(wire.readUntil("data: d\n\n")).contains("data: a\n\n", "data: b\ndata: c\n\n");
            assertThat(Wait.get(last)).contains("41");
            Wait.until("one has left", () -> hub.reading().listeners() == 1);
        }
    }

    @Test
    void jsonLines_thereAndBack_areTheSame() throws Exception {
        try (var server = HttpServer.on(0)
                        .handle(request -> JsonLines.response(Source.range(0, 1000), n -> "{\"n\":" + n + "}"))
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            Response response = Wait.get(client.send(Request.get("/")));
            assertThat(response.headers().first("Content-Type")).contains("application/x-ndjson");
            List<String> lines = JsonLines.of(response, 100).toList();
            assertThat(lines).hasSize(1000).endsWith("{\"n\":999}");
        }
    }

    @Test
    void jsonLines_ofMoreThanALine_cutTheResponse() {
        Source<?> body = JsonLines.response(Source.of(1), n -> "{\n}").body();
        assertThatThrownBy(body::toList).hasStackTraceContaining("a JSON line must be one line but had an end of line");
    }

    @Test
    void longPoll_ofAHub_answersWithTheNextItemOrNothing() throws Exception {
        try (Hub<String> hub = Hub.live("news");
                var server = HttpServer.on(0)
                        .handle(request -> LongPoll.next(
                                hub.source(),
                                request.target().equals("/short") ? Duration.ofMillis(20) : Wait.LONG,
                                item -> Response.text(200, item)))
                        .start();
                var client = HttpClient.to("127.0.0.1", server.port()).build()) {
            assertThat(Wait.get(client.send(Request.get("/short"))).status()).isEqualTo(204);
            var waiting = client.send(Request.get("/long"));
            Wait.until("it listens", () -> hub.reading().listeners() == 1);
            assertThat(Source.of("now").run(hub.sink())).isEqualTo(1);
            assertThat(Bytes.text(Wait.get(waiting).body())).isEqualTo("now");
            Wait.until("it has left", () -> hub.reading().listeners() == 0);
        }
    }

    @Test
    void longPoll_whosePeerGoesAway_leaves() throws Exception {
        try (Hub<String> hub = Hub.live("news");
                var server = HttpServer.on(0)
                        .handle(request -> LongPoll.next(hub.source(), Wait.LONG, item -> Response.text(200, item)))
                        .onFailure((request, cause) -> {})
                        .start();
                var wire = new Wire(server.port())) {
            wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            Wait.until("it listens", () -> hub.reading().listeners() == 1);
            wire.reset();
            Wait.until("it has left", () -> hub.reading().listeners() == 0);
        }
    }
}
