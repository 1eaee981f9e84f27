package dev.weir.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.Duplex;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.http.HttpClient;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold however bytes are moved: bounds, holding back, ends. */
@Timeout(20)
class OverNativeTest {
    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void needs(Transport transport) {
        assumeTrue(transport.isAvailable(), () -> transport + " is not available");
    }

    @ParameterizedTest
    @EnumSource
    void twoEnds_overTcp_hearAllAndEnd(Transport transport) throws Exception {
        needs(transport);
        try (TcpServer server = Tcp.server(anywhere())
                .transport(transport)
                .serve(c -> c.duplex().answer(bytes -> bytes))) {
            TcpConnection connection = Tcp.connect(server.address(), TcpLimits.defaults(), transport)
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            AtomicLong heard = new AtomicLong();
            Source<byte[]> said = Source.generate(out -> {
                for (int i = 0; i < 500; i++) {
                    out.emit(new byte[10_000]);
                }
            });
            connection
                    .duplex()
                    .join(Duplex.of(said, Sink.forEach(bytes -> heard.addAndGet(bytes.length))))
                    .run();
            assertThat(heard.get()).isEqualTo(5_000_000);
            TcpTest.await("its place is free", () -> server.connections() == 0);
        }
    }

    /** The peer ends its half while nothing is taken: what it has said must wait, and must not be read unasked. */
    @ParameterizedTest
    @EnumSource
    void flow_thatDoesNotTake_holdsBackThePeerAndLosesNothing(Transport transport) throws Exception {
        needs(transport);
        CountDownLatch go = new CountDownLatch(1);
        AtomicLong taken = new AtomicLong();
        AtomicLong sent = new AtomicLong();
        long total = 32L << 20;
        try (TcpServer server = Tcp.server(anywhere())
                        .transport(transport)
                        .serve(c -> c.duplex()
                                .answer(heard -> heard.peek(bytes -> {
                                            go.await();
                                            taken.addAndGet(bytes.length);
                                        })
                                        .filter(bytes -> false)));
                Socket big = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket small = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            small.getOutputStream().write(new byte[100_000]);
            small.shutdownOutput();
            Thread writer = Thread.ofPlatform().daemon().start(() -> {
                try {
                    byte[] chunk = new byte[1 << 16];
                    while (sent.get() < total) {
                        big.getOutputStream().write(chunk);
                        sent.addAndGet(chunk.length);
                    }
                    big.shutdownOutput();
                } catch (IOException e) {
                    sent.set(-1);
                }
            });
            long before = -1;
            while (sent.get() != before || before <= 0) {
                before = sent.get();
                var _ = new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
            }
            assertThat(before).as("what the sockets hold, and no more").isLessThan(total);
            go.countDown();
            writer.join(20_000);
            TcpTest.await("all is taken", () -> taken.get() == total + 100_000);
            assertThat(big.getInputStream().read()).isEqualTo(-1);
            assertThat(small.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void places_thatAreTaken_areABound(Transport transport) throws Exception {
        needs(transport);
        try (TcpServer server = Tcp.server(anywhere())
                        .connections(1)
                        .transport(transport)
                        .serve(c -> c.duplex().answer(bytes -> bytes));
                Socket first = new Socket(InetAddress.getLoopbackAddress(), server.port());
                Socket second = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            first.getOutputStream().write('1');
            assertThat(first.getInputStream().read()).isEqualTo('1');
            second.getOutputStream().write('2');
            second.setSoTimeout(300);
            assertThatThrownBy(() -> second.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.connections()).isEqualTo(1);
            first.shutdownOutput(); // which ends the conversation, and so the connection
            second.setSoTimeout(10_000);
            assertThat(second.getInputStream().read()).isEqualTo('2');
        }
    }

    @ParameterizedTest
    @EnumSource
    void exchanges_ofBothVersions_streamBothWays(Transport transport) throws Exception {
        needs(transport);
        Source<ByteBuffer> body = Source.generate(out -> {
            for (int i = 0; i < 500; i++) {
                out.emit(ByteBuffer.wrap("0123456789".repeat(1_000).getBytes(UTF_8)));
            }
        });
        try (HttpServer server = HttpServer.on(anywhere())
                        .transport(transport)
                        .handle(request -> Response.ok(request.body()))
                        .start();
                HttpClient two = HttpClient.to("127.0.0.1", server.port())
                        .transport(transport)
                        .http2()
                        .build();
                HttpClient one = HttpClient.to("127.0.0.1", server.port())
                        .transport(transport)
                        .build()) {
            for (HttpClient client : new HttpClient[] {two, one}) {
                Response response = client.send(Request.post("/", body))
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
                AtomicLong heard = new AtomicLong();
                response.body().run(Sink.forEach(bytes -> heard.addAndGet(bytes.remaining())));
                assertThat(heard.get()).isEqualTo(5_000_000);
            }
        }
    }
}
