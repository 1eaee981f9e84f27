package dev.weir.bench.attacks;

import dev.weir.Deflate;
import dev.weir.Source;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.net.Tcp;
import dev.weir.net.TcpServer;
import io.netty.util.internal.PlatformDependent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * The program of what is attacked: our HTTP server, and a TCP server that inflates what comes. It prints {@code listening}
 * and the port of the first, answers questions about itself, and runs until its input ends.
 */
public final class Target {
    /** What it prints before the port. */
    static final String LISTENING = "listening ";

    /** What it prints before the port of the server that inflates. */
    static final String DEFLATE = "inflating ";

    /** The argument for time-outs that are short. */
    static final String HASTY = "hasty";

    /** So many bytes, of one kind, are in the longest answer that is held whole. */
    static final int LARGE = 1024 * 1024;

    private static final int CHUNK = 16 * 1024;
    private static final int MOST_CHUNKS = 1 << 20;
    private static final int INFLATED = 1024 * 1024;
    private static final int SHOWN = 30;

    private static final Response SMALL = Response.text(200, "Hello, world!");
    private static final Response WHOLE = Response.text(200, "x".repeat(LARGE));
    private static final ByteBuffer PIECE = ByteBuffer.allocate(CHUNK).asReadOnlyBuffer();

    private Target() {}

    /**
     * Runs until the input ends.
     *
     * @param args maybe {@code hasty}
     */
    public static void main(String[] args) throws Exception {
        HttpLimits limits = HttpLimits.defaults();
        if (args.length > 0 && args[0].equals(HASTY)) {
            limits = limits.timeouts(Duration.ofSeconds(4), Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpServer server =
                        HttpServer.on(any).limits(limits).handle(Target::answer).start();
                TcpServer inflating = Tcp.server(any)
                        .serve(connection -> connection
                                .through(Deflate.limitedTo(INFLATED))
                                .answer(all -> all.filter(_ -> false)))) {
            System.out.println(DEFLATE + inflating.port());
            System.out.println(LISTENING + server.port());
            answerQuestions();
        }
        System.exit(0);
    }

    private static Response answer(Request request) throws Exception {
        return switch (request.target()) {
            case "/small" -> SMALL;
            case "/large" -> WHOLE;
            case "/stream" ->
                Response.of(200)
                        .withBody(Source.range(0, MOST_CHUNKS).map(_ -> PIECE.duplicate()), (long) MOST_CHUNKS * CHUNK);
            case "/upload" -> {
                var _ = request.body().map(ByteBuffer::remaining).reduce(0, (all, more) -> more);
                yield SMALL;
            }
            case "/wait" -> {
                new CountDownLatch(1).await(); // until the client has gone
                yield SMALL;
            }
            default -> Response.of(404);
        };
    }

    private static void answerQuestions() throws IOException, JMException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            if (line.startsWith("heap ")) {
                System.out.println(line + " " + heap());
            } else if (line.startsWith("histogram ")) {
                System.out.println(histogram().lines().limit(SHOWN).reduce("", (all, more) -> all + more + "\n") + line
                        + " done=1");
            }
        }
    }

    /** What is still in use after a collection. */
    private static String heap() {
        System.gc();
        return "heap="
                + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " direct="
                + Math.max(0, PlatformDependent.usedDirectMemory()) + " threads="
                + ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static String histogram() throws JMException {
        return String.valueOf(ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()}));
    }
}
