package dev.weir.bench.core;

import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.bench.Workload;
import dev.weir.http.Gate;
import dev.weir.http.Http2Limits;
import dev.weir.http.HttpClient;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpServer;
import dev.weir.http.Request;
import dev.weir.http.Response;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection of HTTP/2 with 1,000 streams, of which one is not read: what the other 999 bring, next to what they bring when
 * the last one is read too. Our server and our client, in one JVM; each stream is a response without an end, in chunks of
 * 16 KiB. Printed are MiB a second of those 999, and how many of them brought nothing while it was measured.
 */
@Workload(
        id = "S1",
        title = "999 streams of a connection, beside one that is read or stalled",
        item = "MiB",
        moreIsBetter = true)
public final class StalledStream {
    /** Who can be measured. */
    public static final List<String> CONTENDERS = List.of("floorAllRead", "weir");

    /** What can be varied. */
    public static final Map<String, List<String>> PARAMETERS = Map.of("streams", List.of("1000"));

    private static final ByteBuffer CHUNK = ByteBuffer.allocateDirect(16 * 1024).asReadOnlyBuffer();
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(8);

    private StalledStream() {}

    /** Serves and reads. */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.of(args);
        boolean stalls = arguments.contender().equals("weir");
        int streams = arguments.number("streams", 1_000);
        HttpLimits limits = HttpLimits.defaults().http2(Http2Limits.defaults().sizes(streams, 64 * 1024, 256 * 1024));
        Source<ByteBuffer> endless =
                Source.from(Collections.nCopies(Integer.MAX_VALUE, CHUNK)).map(ByteBuffer::duplicate);
        try (HttpServer server = HttpServer.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .admit(Gate.OPEN)
                        .limits(limits)
                        .handle(request -> Response.ok(endless))
                        .start();
                HttpClient client = HttpClient.to("127.0.0.1", server.port())
                        .http2()
                        .connections(1)
                        .limits(limits)
                        .build()) {
            LongAdder[] read = new LongAdder[streams - 1];
            for (int i = 0; i < read.length; i++) {
                LongAdder mine = new LongAdder();
                read[i] = mine;
                read(client, mine);
            }
            Response last = client.send(Request.get("/")).toCompletableFuture().get(1, TimeUnit.MINUTES);
            if (!stalls) {
                var _ = last.body().to(Sink.<ByteBuffer>forEach(bytes -> {})).start();
            }
            LockSupport.parkNanos(WARM_UP.toNanos());
            tell(read);
        }
        System.exit(0);
    }

    private static void read(HttpClient client, LongAdder mine) throws Exception {
        Response response = client.send(Request.get("/")).toCompletableFuture().get(1, TimeUnit.MINUTES);
        var _ = response.body()
                .to(Sink.<ByteBuffer>forEach(bytes -> mine.add(bytes.remaining())))
                .start();
    }

    private static void tell(LongAdder[] read) {
        for (LongAdder each : read) {
            each.reset();
        }
        long since = System.nanoTime();
        LockSupport.parkNanos(MEASURED.toNanos());
        long took = System.nanoTime() - since;
        long all = 0;
        int silent = 0;
        for (LongAdder each : read) {
            long bytes = each.sum();
            all += bytes;
            silent += bytes == 0 ? 1 : 0;
        }
        System.out.printf(Locale.ROOT, "MiB/s %.1f%n", all / 1_048_576.0 / (took / 1e9));
        System.out.println("silent streams " + silent);
    }
}
