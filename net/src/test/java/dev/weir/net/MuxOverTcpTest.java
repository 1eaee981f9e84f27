package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Duplex;
import dev.weir.LogicLayer;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.net.yamux.Mux;
import dev.weir.net.yamux.MuxOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many streams over one socket. */
@Timeout(60)
class MuxOverTcpTest {
    private static final MuxOptions OPTIONS = MuxOptions.defaults();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void streams_overASocket_areEchoedAndTheSessionEnds(boolean tls) throws Exception {
        LogicLayer<byte[], byte[], byte[], byte[]> below = Tls.server(Keys.server("TLSv1.3"));
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (TcpServer server = Tcp.server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .onFailure((connection, cause) -> failures.add(cause))
                .serve(c -> Mux.server(
                                tls ? c.through(below) : c.duplex(), OPTIONS, stream -> stream.answer(heard -> heard))
                        .pipeline())) {
            TcpConnection connection =
                    Tcp.connect(server.address()).toCompletableFuture().get(10, TimeUnit.SECONDS);
            Mux mux = Mux.client(
                    tls
                            ? connection.through(Tls.client(Keys.client("TLSv1.3"), "localhost", server.port()))
                            : connection.duplex(),
                    OPTIONS);
            Running<?> session = mux.pipeline().start();
            AtomicLong heard = new AtomicLong();
            List<Running<?>> streams = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                streams.add(mux.open()
                        .join(Duplex.of(
                                Source.range(0, 40).map(n -> new byte[10_000]),
                                Sink.forEach(bytes -> heard.addAndGet(bytes.length))))
                        .start());
            }
            for (Running<?> stream : streams) {
                stream.join(Duration.ofSeconds(20));
            }
            assertThat(heard).hasValue(50L * 40 * 10_000);
            assertThat(mux.ping().toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .isPositive();
            mux.end();
            session.join(Duration.ofSeconds(10));
            TcpTest.await("the server's place is free", () -> server.connections() == 0);
        }
        assertThat(failures).isEmpty();
    }
}
