package dev.weir.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server whose process may open no more files: it waits, serves those it has, and goes on when some are free. */
@Timeout(120)
class NoFilesLeftTest {
    private static final int FILES = 64;

    /** A request, and what begins the answer to it. */
    private record Talk(String says, String hears) {
        static Talk of(String server) {
            return server.equals("http")
                    ? new Talk("GET / HTTP/1.1\r\nHost: h\r\n\r\n", "HTTP/1.1 200 OK\r\n")
                    : new Talk("hello\n", "hello\n");
        }

        void say(Socket socket) throws IOException {
            socket.getOutputStream().write(says.getBytes(UTF_8));
        }

        boolean isHeard(Socket socket, int withinMillis) throws IOException {
            socket.setSoTimeout(withinMillis);
            try {
                return new String(socket.getInputStream().readNBytes(hears.length()), UTF_8).equals(hears);
            } catch (SocketTimeoutException e) {
                return false;
            }
        }

        /** The rest of an answer, which ends with its body, must not be taken for the next one. */
        void rest(Socket socket) throws IOException {
            if (says.startsWith("GET")) {
                StringBuilder rest = new StringBuilder();
                while (!rest.toString().endsWith("\r\n\r\nhere")) {
                    int next = socket.getInputStream().read();
                    assertThat(next).as("after %s", rest).isNotNegative();
                    rest.append((char) next);
                }
            }
        }
    }

    private static Socket dial(ChildServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port);
    }

    private static void oneAfterTheOther(Talk talk, List<Socket> served) throws IOException {
        for (Socket socket : served) {
            talk.say(socket);
            assertThat(talk.isHeard(socket, 10_000)).as("one that it has").isTrue();
            talk.rest(socket);
        }
    }

    @ParameterizedTest
    @CsvSource({"tcp, NIO", "http, NIO", "tcp, EPOLL", "http, EPOLL", "tcp, IO_URING"})
    void files_thatHaveRunOut_holdBackAcceptingUntilSomeAreFree(String what, Transport transport, @TempDir Path folder)
            throws Exception { // P57
        assumeTrue(ChildServer.isPossible(), "there is no shell that limits files");
        assumeTrue(transport.isAvailable(), "the transport is not available");
        Talk talk = Talk.of(what);
        List<Socket> served = new ArrayList<>();
        List<Socket> waiting = new ArrayList<>();
        try (ChildServer server = ChildServer.start(folder, FILES, what, transport)) {
            while (waiting.isEmpty()) {
                assertThat(served).as("it must run out of files").hasSizeLessThan(FILES);
                Socket next = dial(server);
                talk.say(next);
                if (talk.isHeard(next, served.isEmpty() ? 20_000 : 3_000)) {
                    talk.rest(next);
                    served.add(next);
                } else {
                    waiting.add(next);
                }
            }
            for (int i = 0; i < 20; i++) {
                waiting.add(dial(server));
                talk.say(waiting.getLast());
            }
            assertThat(served).as("it has accepted some").isNotEmpty();
            Duration before = server.used();
            var _ = new CountDownLatch(1).await(2_500, TimeUnit.MILLISECONDS);
            assertThat(server.used().minus(before))
                    .as("a loop that spins would use the whole time")
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(server.isAlive()).isTrue();
            oneAfterTheOther(talk, served);
            assertThat(server.logged("accepting has failed and is tried again each second"))
                    .as("told once, though it was tried again: %s", server.log())
                    .isEqualTo(1);

            for (Socket socket : served) {
                socket.close();
            }
            for (int i = 0; i < Math.min(served.size(), waiting.size()); i++) {
                assertThat(talk.isHeard(waiting.get(i), 10_000))
                        .as("one that has waited")
                        .isTrue();
            }
            assertThat(server.logged("accepting has failed and is tried again each second"))
                    .isEqualTo(1);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
            for (Socket socket : served) {
                socket.close();
            }
        }
    }
}
