package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Pause;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server of HTTP accepts by the rules that one of TCP accepts by. */
@Timeout(30)
class AcceptTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void hearsNothing(Wire wire) throws Exception {
        wire.socket.setSoTimeout(300);
        assertThatThrownBy(wire::read).isInstanceOf(SocketTimeoutException.class);
        wire.socket.setSoTimeout(10_000);
    }

    @Test
    void place_ofAConnectionWhoseHandlerGoesOn_isNotFree() throws Exception { // T81
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (HttpServer server = HttpServer.on(0)
                .limits(HttpLimits.defaults().connections(1))
                .handle(request -> {
                    in.countDown();
                    awaitUninterruptibly(go);
                    return Response.of(204);
                })
                .start()) {
            try (Wire first = new Wire(server.port())) {
                first.send(GET);
                Wait.on(in);
                first.reset();
            }
            try (Wire second = new Wire(server.port())) {
                second.send(GET);
                hearsNothing(second);
                assertThat(server.connections())
                        .as("the work for the first goes on")
                        .isEqualTo(1);
                go.countDown();
                assertThat(second.readHead()).startsWith("HTTP/1.1 204 ");
            } finally {
                go.countDown();
            }
            Wait.until("its place is free", () -> server.connections() == 0);
        }
    }

    @Test
    void drain_withAHandlerThatOutlivesItsConnection_waitsForItAndSaysSo() throws Exception {
        CountDownLatch in = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        HttpServer server = HttpServer.on(0)
                .handle(request -> {
                    in.countDown();
                    awaitUninterruptibly(go);
                    return Response.of(204);
                })
                .start();
        try (Wire wire = new Wire(server.port())) {
            wire.send(GET);
            Wait.on(in);
            wire.reset();
            assertThat(server.drain(Duration.ofMillis(300)).complete()).isFalse();
            go.countDown();
            assertThat(server.drain(Duration.ofSeconds(10)).complete()).isTrue();
        } finally {
            go.countDown();
            server.close();
        }
        assertThatThrownBy(server::address)
                .hasMessage("the address is known only while the server listens but it was closed");
    }

    @Test
    void accepting_pausedByTwo_goesOnWhenBothHaveLetGo() throws Exception { // T79
        try (HttpServer server =
                HttpServer.on(0).handle(request -> Response.of(204)).start()) {
            Pause one = server.pause("one");
            Pause two = server.pause("two");
            try (Wire first = new Wire(server.port()); // may go to the read that was under way
                    Wire second = new Wire(server.port())) {
                second.send(GET);
                hearsNothing(second);
                one.release();
                hearsNothing(second);
                two.release();
                assertThat(second.readHead()).startsWith("HTTP/1.1 204 ");
                first.send(GET);
                assertThat(first.readHead()).startsWith("HTTP/1.1 204 ");
            }
        }
    }
}
