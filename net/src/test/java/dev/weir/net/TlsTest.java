package dev.weir.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Duplex;
import dev.weir.Encodings;
import dev.weir.FrameLayer;
import dev.weir.Frames;
import dev.weir.LineEnd;
import dev.weir.LogicLayer;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS as a layer, against the JDK's sockets and against itself. */
@Timeout(30)
class TlsTest {
    private static final FrameLayer<String, String> LINES =
            FrameLayer.of("lines", () -> Frames.lines(1_000), Encodings.lines(1_000, LineEnd.CR_LF));

    private static TcpServer serving(dev.weir.Fn<TcpConnection, Pipeline<?>> conversation, List<Throwable> failures)
            throws IOException {
        return Tcp.server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .onFailure((connection, cause) -> failures.add(cause))
                .serve(conversation);
    }

    private static SSLSocket dial(TcpServer server, SSLContext context) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void layer_withTheJdksClient_carriesTheConversation(String version) throws Exception {
        List<Throwable> failures = new ArrayList<>();
        LogicLayer<byte[], byte[], byte[], byte[]> tls = Tls.server(Keys.server(version));
        try (TcpServer server = serving(
                        c -> c.through(tls).through(LINES).answer(lines -> lines.map(String::toUpperCase)), failures);
                SSLSocket socket = dial(server, Keys.client(version))) {
            socket.getOutputStream().write("one\ntwo\n".getBytes(UTF_8));
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(in.readLine()).isEqualTo("ONE");
            assertThat(in.readLine()).isEqualTo("TWO");
            if (version.equals("TLSv1.3")) { // the half that was closed leaves the other open
                socket.shutdownOutput();
                assertThat(in.readLine()).isNull();
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void layer_withProtocolsAndAName_agreesOnBoth() throws Exception {
        CompletableFuture<String> chosen = new CompletableFuture<>();
        LogicLayer<byte[], byte[], byte[], byte[]> tls = TlsOptions.defaults()
                .withProtocols("h2", "http/1.1")
                .withOnHandshake(engine -> chosen.complete(engine.getApplicationProtocol()))
                .server(Keys.server("TLS"));
        CompletableFuture<String> clients = new CompletableFuture<>();
        try (TcpServer server = serving(c -> c.through(tls).answer(bytes -> bytes), new ArrayList<>())) {
            TcpConnection connection = Tcp.connect(new InetSocketAddress("localhost", server.port()))
                    .toCompletableFuture()
                    .get();
            LogicLayer<byte[], byte[], byte[], byte[]> client = TlsOptions.defaults()
                    .withProtocols("http/1.1")
                    .withOnHandshake(engine -> clients.complete(engine.getApplicationProtocol()))
                    .client(Keys.client("TLS"), "localhost", server.port());
            List<byte[]> heard = new ArrayList<>();
            connection
                    .through(client)
                    .join(Duplex.of(Source.of("hello".getBytes(UTF_8)), Sink.forEach(heard::add)))
                    .run();
            assertThat(heard).singleElement().isEqualTo("hello".getBytes(UTF_8));
            assertThat(chosen.get(10, TimeUnit.SECONDS)).isEqualTo("http/1.1");
            assertThat(clients.get(10, TimeUnit.SECONDS)).isEqualTo("http/1.1");
        }
    }

    @Test
    void client_whoseServerHasAnotherName_fails() throws Exception {
        try (TcpServer server =
                serving(c -> c.through(Tls.server(Keys.server("TLS"))).answer(bytes -> bytes), new ArrayList<>())) {
            TcpConnection connection =
                    Tcp.connect(server.address()).toCompletableFuture().get(10, TimeUnit.SECONDS);
            Pipeline<?> talk = connection
                    .through(Tls.client(Keys.client("TLS"), "weir.example", server.port()))
                    .answer(bytes -> bytes);
            assertThatThrownBy(talk::run)
                    .hasStackTraceContaining("No subject alternative DNS name matching weir.example");
        }
    }

    @Test
    void conversation_cutOffWithoutCloseNotify_isNoCleanEnd() throws Exception { // rule: no failure looks like an end
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        SSLContext context = Keys.server("TLS");
        try (TcpServer server = serving(c -> c.through(Tls.server(context)).answer(bytes -> bytes), failures)) {
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                SSLSocket socket = (SSLSocket)
                        Keys.client("TLS").getSocketFactory().createSocket(plain, "localhost", server.port(), false);
                socket.getOutputStream().write("x".getBytes(UTF_8));
                assertThat(socket.getInputStream().read()).isEqualTo('x');
                plain.shutdownOutput();
                TcpTest.await("it is told", () -> failures.size() == 1);
            }
        }
        assertThat(failures.getFirst())
                .hasRootCauseMessage("a conversation over TLS must end with close-notify but was cut off");
    }

    @Test
    void peer_thatDoesNotSpeakTls_isCutOff() throws Exception {
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        SSLContext context = Keys.server("TLS");
        LogicLayer<byte[], byte[], byte[], byte[]> hurried = TlsOptions.defaults()
                .withHandshakeTimeout(Duration.ofMillis(300))
                .server(context);
        try (TcpServer server = serving(c -> c.through(hurried).answer(bytes -> bytes), failures)) {
            try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                silent.setSoTimeout(10_000);
                TcpTest.await("it is told", () -> failures.size() == 1);
                assertThat(failures.getFirst())
                        .hasRootCauseMessage("a TLS handshake must be done within PT0.3S but was not;"
                                + " does the peer speak TLS here?");
            }
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                plain.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
                TcpTest.await("it is told", () -> failures.size() == 2);
            }
            try (Socket gone = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                gone.shutdownOutput();
                TcpTest.await("it is told", () -> failures.size() == 3);
                assertThat(failures.getLast())
                        .hasRootCauseMessage("a TLS handshake must be done before the conversation ends but was not");
            }
        }
    }

    @Test
    void drain_ofAConversationOverTls_endsItCleanly() throws Exception {
        SSLContext context = Keys.server("TLS");
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        TcpServer server =
                serving(c -> c.through(Tls.server(context)).through(LINES).answer(lines -> lines), failures);
        try (SSLSocket socket = dial(server, Keys.client("TLS"))) {
            socket.getOutputStream().write("one\n".getBytes(UTF_8));
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(in.readLine()).isEqualTo("one");
            assertThat(server.drain(Duration.ofSeconds(10)).complete()).isTrue();
            assertThat(in.readLine()).as("the end, with close-notify").isNull();
        }
        assertThat(failures).isEmpty();
    }

    /** An SMTP-like greeting, STARTTLS, and then the same lines over TLS. */
    private static Pipeline<?> mail(TcpConnection connection, LogicLayer<byte[], byte[], byte[], byte[]> tls) {
        return connection
                .through(LINES)
                .divert(line -> line.equals("STARTTLS"), tls)
                .answer(lines -> lines.map(line -> line.equals("STARTTLS") ? "220 go ahead" : "250 " + line));
    }

    @Test
    void startTls_onALiveConnection_goesOnUnderTls() throws Exception { // T48
        SSLContext context = Keys.server("TLS");
        List<Throwable> failures = new ArrayList<>();
        try (TcpServer server = serving(c -> mail(c, Tls.server(context)), failures);
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            plain.setSoTimeout(10_000);
            plain.getOutputStream().write("EHLO me\r\nSTARTTLS\r\n".getBytes(UTF_8));
            byte[] answers = plain.getInputStream().readNBytes("250 EHLO me\r\n220 go ahead\r\n".length());
            assertThat(new String(answers, UTF_8)).isEqualTo("250 EHLO me\r\n220 go ahead\r\n");
            SSLSocket socket = (SSLSocket)
                    Keys.client("TLS").getSocketFactory().createSocket(plain, "localhost", server.port(), true);
            socket.getOutputStream().write("MAIL x\r\n".getBytes(UTF_8));
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(in.readLine()).isEqualTo("250 MAIL x");
            socket.close();
            TcpTest.await("its place is free", () -> server.connections() == 0);
        }
        assertThat(failures).isEmpty();
    }

    /** In memory: what one side says, the other hears, cut into pieces of one size. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 20_000})
    void twoSides_whereverTheBytesAreCut_hearEachOther(int size) throws Exception { // T40, T48
        Wire toServer = new Wire(size);
        Wire toClient = new Wire(size);
        byte[] data = new byte[50_000];
        new java.util.Random(1).nextBytes(data);
        SSLContext key = Keys.server("TLS");
        Running<?> server = Duplex.of(toServer.source(), toClient.sink())
                .through(Tls.server(key))
                .answer(bytes -> bytes)
                .start();
        List<byte[]> heard = new ArrayList<>();
        Running<?> client = Duplex.of(toClient.source(), toServer.sink())
                .through(Tls.client(Keys.client("TLS"), "localhost", 1))
                .join(Duplex.of(Source.of(data), Sink.forEach(heard::add)))
                .start();
        client.join(Duration.ofSeconds(20));
        server.join(Duration.ofSeconds(20));
        var all = new java.io.ByteArrayOutputStream();
        heard.forEach(all::writeBytes);
        assertThat(all.toByteArray()).isEqualTo(data);
    }

    private static final class Wire {
        private final int size;
        private final java.util.concurrent.BlockingQueue<byte[]> queue =
                new java.util.concurrent.ArrayBlockingQueue<>(4);

        Wire(int size) {
            this.size = size;
        }

        Source<byte[]> source() {
            return Source.generate(out -> {
                for (byte[] next = queue.take(); next.length > 0; next = queue.take()) {
                    for (int from = 0; from < next.length; from += size) {
                        out.emit(Arrays.copyOfRange(next, from, Math.min(next.length, from + size)));
                    }
                }
            });
        }

        Sink<byte[], ?> sink() {
            return Sink.<byte[], Long>writing(() -> new dev.weir.Writer<>() {
                private java.util.function.Consumer<Throwable> broken = cause -> {};

                @Override
                public void open(Runnable drained, java.util.function.Consumer<Throwable> whenBroken) {
                    broken = whenBroken;
                }

                @Override
                public boolean write(byte[] item) throws InterruptedException {
                    queue.put(item);
                    return true;
                }

                @Override
                public Long finish() throws InterruptedException {
                    queue.put(new byte[0]);
                    return 0L;
                }

                @Override
                public void abort(dev.weir.Ending ending) {}
            });
        }
    }

    @Test
    void options_thatMakeNoSense_areRefusedWithAWayOut() {
        assertThatThrownBy(() -> TlsOptions.defaults().withHandshakeTimeout(Duration.ZERO))
                .hasMessage("handshakeTimeout must be > 0 but was PT0S; ten seconds suit most");
    }
}
