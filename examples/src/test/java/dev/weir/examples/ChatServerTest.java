package dev.weir.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.LinkPressure;
import dev.weir.Overflow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one says all in the room hear, whoever does not read. */
@Timeout(60)
class ChatServerTest {
    private static final int WINDOWS = 40;
    private static final int WINDOW = 32; // less than may wait for one
    private static final String PADDING = "x".repeat(900);

    /** Somebody with a socket; reads only when told to, and for 10 seconds at most. */
    private static final class Somebody implements AutoCloseable {
        private final Socket socket = new Socket();
        private final BufferedReader in;

        Somebody(ChatServer server, String room) throws IOException {
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(10_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            say("/join " + room);
        }

        Somebody joined(String room) throws IOException {
            assertThat(in.readLine()).isEqualTo("joined " + room);
            return this;
        }

        void say(String... lines) throws IOException {
            socket.getOutputStream().write((String.join("\n", lines) + "\n").getBytes(UTF_8));
        }

        List<String> hear(int lines) throws IOException {
            List<String> heard = new ArrayList<>();
            for (int i = 0; i < lines; i++) {
                heard.add(String.valueOf(in.readLine()));
            }
            return heard;
        }

        List<String> hearAll() throws IOException {
            return in.lines().toList();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static ChatServer serve(Overflow slowReaders) throws IOException {
        return ChatServer.start(0, List.of("lobby", "attic"), slowReaders);
    }

    private static String[] window(int number) {
        return IntStream.range(number * WINDOW, (number + 1) * WINDOW)
                .mapToObj(i -> i + " " + PADDING)
                .toArray(String[]::new);
    }

    /** One says a window of lines, and goes on when all who read have heard them. */
    private static void talk(Somebody speaker, Somebody... readers) throws IOException {
        for (int i = 0; i < WINDOWS; i++) {
            speaker.say(window(i));
            for (Somebody reader : readers) {
                assertThat(reader.hear(WINDOW)).containsExactly(window(i));
            }
        }
    }

    private static List<Integer> numbers(List<String> lines) {
        return lines.stream()
                .map(line -> Integer.valueOf(line.substring(0, line.indexOf(' '))))
                .toList();
    }

    private static void assertBounded(ChatServer server) {
        assertThat(server.links()).isNotEmpty().allSatisfy(link -> {
            assertThat(link.peak()).as(link.stage()).isLessThanOrEqualTo(link.capacity());
            assertThat(link.weightPeak()).as(link.stage()).isLessThanOrEqualTo(ChatServer.HEARS.weight());
        });
    }

    @Test
    void rooms_severalClients_hearTheirRoomInOneOrder() throws IOException {
        try (var server = serve(Overflow.DROP_OLDEST);
                var ann = new Somebody(server, "lobby").joined("lobby");
                var bob = new Somebody(server, "lobby").joined("lobby");
                var eve = new Somebody(server, "attic").joined("attic")) {
            ann.say("hello", "anybody here?");
            bob.say("me");
            eve.say("echo");
            List<String> heard = ann.hear(3);
            assertThat(heard).containsExactlyInAnyOrder("hello", "anybody here?", "me");
            assertThat(bob.hear(3)).isEqualTo(heard);
            assertThat(eve.hear(1)).containsExactly("echo");
            eve.say("/join lobby");
            eve.joined("lobby").say("hi");
            assertThat(bob.hear(1)).containsExactly("hi");
            assertThat(eve.hear(1)).containsExactly("hi");
            eve.say("/join cellar");
            assertThat(eve.hear(1).getFirst()).startsWith("no room is named cellar; there are [");
            eve.say("hello?");
            assertThat(eve.hear(1).getFirst()).startsWith("nobody hears you; say /join and one of [");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP_OLDEST", "DETACH"})
    void oneWhoDoesNotRead_underEitherPolicy_holdsBackNobody(Overflow slowReaders) throws Exception {
        try (var server = serve(slowReaders);
                var stuck = new Somebody(server, "lobby").joined("lobby");
                var ann = new Somebody(server, "lobby").joined("lobby");
                var bob = new Somebody(server, "lobby").joined("lobby")) {
            talk(ann, ann, bob);
            assertBounded(server);
            if (slowReaders == Overflow.DETACH) {
                assertThat(server.room("lobby").reading().listeners()).isEqualTo(2);
                List<Integer> heard = numbers(stuck.hearAll());
                assertThat(heard)
                        .as("what was held, without a gap, then the end")
                        .hasSizeLessThan(WINDOWS * WINDOW)
                        .isEqualTo(IntStream.range(0, heard.size()).boxed().toList());
            } else {
                assertThat(server.links().stream()
                                .mapToLong(LinkPressure::dropped)
                                .sum())
                        .isPositive();
            }
        }
    }

    @Test
    void stop_withLinesThatWait_letsAllHearThem() throws Exception {
        try (var server = serve(Overflow.DROP_OLDEST);
                var slow = new Somebody(server, "lobby").joined("lobby");
                var ann = new Somebody(server, "lobby").joined("lobby")) {
            talk(ann, ann);
            CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> stop(server, 30));
            List<Integer> heard = numbers(slow.hearAll());
            assertThat(stopped.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(heard)
                    .startsWith(0, 1)
                    .endsWith(WINDOWS * WINDOW - 2, WINDOWS * WINDOW - 1)
                    .isSorted();
            assertThat(heard).as("it has missed some").hasSizeLessThan(WINDOWS * WINDOW);
            assertThat(ann.hearAll()).isEmpty();
        }
    }

    private static boolean stop(ChatServer server, int seconds) {
        try {
            return server.stop(Duration.ofSeconds(seconds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void stop_withOneWhoDoesNotRead_isOverInTime() throws Exception {
        try (var server = serve(Overflow.DROP_OLDEST);
                var stuck = new Somebody(server, "lobby").joined("lobby");
                var ann = new Somebody(server, "lobby").joined("lobby")) {
            talk(ann, ann);
            assertThat(server.stop(Duration.ofMillis(200)))
                    .as("all have heard all")
                    .isFalse();
            assertThat(ann.hearAll()).isEmpty();
            assertThat(stuck.hearAll()).as("up to where it was cut off").hasSizeLessThan(WINDOWS * WINDOW);
        }
    }

    @Test
    void oneMoreThanIsServed_waitsUntilOneLeaves() throws IOException {
        List<Somebody> all = new ArrayList<>();
        try (var server = serve(Overflow.DETACH)) {
            for (int i = 0; i < ChatServer.CLIENTS; i++) {
                all.add(new Somebody(server, "lobby").joined("lobby"));
            }
            try (var last = new Somebody(server, "lobby")) {
                assertThat(server.room("lobby").reading().listeners()).isEqualTo(ChatServer.CLIENTS);
                all.getFirst().close();
                last.joined("lobby");
            }
        } finally {
            for (Somebody somebody : all) {
                somebody.close();
            }
        }
    }
}
