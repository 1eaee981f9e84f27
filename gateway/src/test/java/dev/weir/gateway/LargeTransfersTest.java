package dev.weir.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies far larger than the heap go through a gateway with -Xmx128m, and wait where nobody takes them. */
@Timeout(180)
class LargeTransfersTest {
    private static final long MIB = 1 << 20;
    private static final long UPLOAD = (Boolean.getBoolean("weir.long") ? 10 * 1024 : 1024) * MIB;

    /** Reads a head, without a byte of what follows it. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the head must end but broke off: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** 10 GiB in the long form, 1 GiB otherwise; neither is gathered anywhere. */
    @Test
    void anUpload_farLargerThanTheHeap_passes() throws Exception {
        try (ServerSocket origin = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                GatewayProcess gateway = GatewayProcess.start("128m", origin.getLocalPort())) {
            var received = CompletableFuture.supplyAsync(() -> receive(origin), threads);
            try (Socket client = gateway.connect()) {
                OutputStream out = client.getOutputStream();
                out.write(("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: " + UPLOAD + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                byte[] chunk = new byte[(int) MIB];
                for (long sent = 0; sent < UPLOAD; sent += chunk.length) {
                    out.write(chunk);
                }
                String answer = head(client.getInputStream());
                assertThat(answer).startsWith("HTTP/1.1 200 ");
            }
            assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo(UPLOAD);
        }
    }

    private static long receive(ServerSocket origin) {
        try (Socket connection = origin.accept()) {
            InputStream in = connection.getInputStream();
            assertThat(head(in)).contains("POST /upload HTTP/1.1");
            byte[] chunk = new byte[(int) MIB];
            long received = 0;
            while (received < UPLOAD) {
                int read = in.read(chunk);
                if (read < 0) {
                    break;
                }
                received += read;
            }
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return received;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the origin can send to a client that does not read is bounded by buffers, not by the body. */
    @Test
    void aClientThatStopsReading_stopsTheOrigin() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch stalled = new CountDownLatch(1);
        long body = 4L * 1024 * MIB;
        try (ServerSocket origin = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                GatewayProcess gateway = GatewayProcess.start("128m", origin.getLocalPort())) {
            threads.execute(() -> send(origin, body, sent));
            threads.execute(() -> awaitStall(sent, stalled));
            try (Socket client = gateway.connect()) {
                client.setReceiveBufferSize(64 * 1024);
                client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(head(client.getInputStream())).startsWith("HTTP/1.1 200 ");
                assertThat(stalled.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(sent.get()).as("sent of %d bytes", body).isLessThan(32 * MIB);
                assertThat(gateway.alive()).isTrue();

                long before = sent.get(); // it goes on when the client reads again
                client.getInputStream().readNBytes((int) (64 * MIB));
                assertThat(sent.get()).isGreaterThan(before);
            }
        }
    }

    private static void send(ServerSocket origin, long body, AtomicLong sent) {
        try (Socket connection = origin.accept()) {
            head(connection.getInputStream());
            OutputStream out = connection.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + body + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = new byte[64 * 1024];
            for (long done = 0; done < body; done += chunk.length) {
                out.write(chunk);
                sent.addAndGet(chunk.length);
            }
        } catch (IOException e) {
            // the client left in the middle: that is how the test ends
        }
    }

    /** Stalled: nothing more was sent between two looks half a second apart, after something was. */
    private static void awaitStall(AtomicLong sent, CountDownLatch stalled) {
        try {
            long last = -1;
            while (last <= 0 || sent.get() != last) {
                last = sent.get();
                new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
            }
            stalled.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM: what is in is finished, nothing new is accepted, and it says what it did. */
    @Test
    void sigterm_withARequestInside_finishesIt() throws Exception {
        try (ServerSocket origin = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                GatewayProcess gateway = GatewayProcess.start("64m", origin.getLocalPort());
                Socket client = gateway.connect()) {
            client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            try (Socket connection = origin.accept()) {
                head(connection.getInputStream());
                var said = CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return gateway.stop();
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        threads);
                awaitRefusal(gateway);
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone".getBytes(StandardCharsets.US_ASCII));
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(answer.lines().toList())
                        .startsWith("HTTP/1.1 200 OK")
                        .endsWith("done");
                assertThat(said.get(30, TimeUnit.SECONDS))
                        .contains("stopping: nothing new is accepted, 1 under way")
                        .contains("stopped: 1 admitted, 0 refused, 0 connections cut");
            }
        }
    }

    private static void awaitRefusal(GatewayProcess gateway) throws InterruptedException {
        for (int tries = 0; tries < 600; tries++) {
            try (Socket late = gateway.connect()) {
                assertThat(late.isConnected()).isTrue();
            } catch (IOException refused) {
                return;
            }
            new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
        }
        throw new AssertionError("the gateway must stop listening but still did after 30 s");
    }
}
