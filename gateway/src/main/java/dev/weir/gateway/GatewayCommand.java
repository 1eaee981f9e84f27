package dev.weir.gateway;

import dev.weir.DrainReport;
import dev.weir.net.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gateway}: runs a gateway until it is told to stop. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Puts a gateway before a service that speaks HTTP/1.1 or HTTP/2; clients may speak either.",
            "Requests that would wait too long for their turn are refused at once with 503 and Retry-After.",
            "SIGTERM or Ctrl-C: no new work, what is in is finished, then it stops."
        })
final class GatewayCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayCommand.class);

    @Option(
            names = "--listen",
            paramLabel = "<host:port>",
            defaultValue = "127.0.0.1:8080",
            converter = AddressConverter.class,
            description = "where to listen; port 0 takes a free one (default: ${DEFAULT-VALUE})")
    private InetSocketAddress listen = new InetSocketAddress(0);

    @Option(
            names = "--to",
            required = true,
            paramLabel = "<url>",
            description = "the service, http://host:port or https://host:port")
    private URI to = URI.create("http://127.0.0.1");

    @Option(names = "--http2", description = "speak HTTP/2 to a service at http://; one at https:// chooses by itself")
    private boolean http2;

    @Option(
            names = "--slow-bodies",
            description =
                    "bear with bodies of requests that come slowly, such as streams of small messages that come seldom;"
                            + " else 1 KiB must come in 30 s")
    private boolean slowBodies;

    @ArgGroup(exclusive = false)
    private @Nullable Tls tls;

    /** What the gateway shows to clients. */
    static final class Tls {
        @Option(
                names = "--certificates",
                required = true,
                paramLabel = "<file>",
                description = "listen over TLS with this chain of certificates, in PEM")
        private Path certificates = Path.of("");

        @Option(names = "--key", required = true, paramLabel = "<file>", description = "its private key, in PEM")
        private Path key = Path.of("");
    }

    @Option(
            names = "--max-wait",
            paramLabel = "<time>",
            defaultValue = "250ms",
            converter = DurationConverter.class,
            description = "how long a request may wait for its turn (default: ${DEFAULT-VALUE})")
    private Duration maxWait = Duration.ZERO;

    @Option(
            names = "--connections",
            paramLabel = "<n>",
            defaultValue = "128",
            description = "the most connections to the service (default: ${DEFAULT-VALUE})")
    private int connections;

    @Option(
            names = "--queue",
            paramLabel = "<n>",
            defaultValue = "1024",
            description = "the most requests that wait for a connection (default: ${DEFAULT-VALUE})")
    private int queue;

    @Option(
            names = "--connect-timeout",
            paramLabel = "<time>",
            defaultValue = "2s",
            converter = DurationConverter.class,
            description = "how long a connection to the service may take; then 502 (default: ${DEFAULT-VALUE})")
    private Duration connectTimeout = Duration.ZERO;

    @Option(
            names = "--response-timeout",
            paramLabel = "<time>",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "how long the head of a response may take; then 504 (default: ${DEFAULT-VALUE})")
    private Duration responseTimeout = Duration.ZERO;

    @Option(
            names = "--drain",
            paramLabel = "<time>",
            defaultValue = "30s",
            converter = DurationConverter.class,
            description = "how long to finish what is in when told to stop (default: ${DEFAULT-VALUE})")
    private Duration drain = Duration.ZERO;

    @Option(
            names = "--transport",
            paramLabel = "nio|epoll|io_uring",
            defaultValue = "nio",
            converter = TransportConverter.class,
            description = {
                "what moves the bytes (default: ${DEFAULT-VALUE}); epoll and io_uring are for Linux, and need",
                "io.netty:netty-transport-native-epoll or -io_uring for this machine on the class path"
            })
    private Transport transport = Transport.NIO;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Gateway gateway;
        try {
            gateway = Gateway.start(settings());
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + listen.getHostString() + ":" + listen.getPort() + ": " + e.getMessage(), e);
        }
        LOG.info(
                "listening on {}:{}, forwarding to {}; holds at most {}; started in {} ms",
                listen.getHostString(),
                gateway.port(),
                to,
                gateway.bound(),
                Main.sinceStart().toMillis());
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            stop(gateway);
            stopped.countDown();
        }));
        stopped.await();
        return 0;
    }

    private GatewaySettings settings() {
        GatewaySettings settings = GatewaySettings.to(to)
                .listen(listen)
                .maxWait(maxWait)
                .holding(connections, queue)
                .timeouts(connectTimeout, responseTimeout)
                .by(transport);
        if (http2) {
            settings = settings.speakingHttp2();
        }
        if (slowBodies) {
            settings = settings.bearingSlowBodies();
        }
        return tls == null ? settings : settings.overTls(tls.certificates, tls.key);
    }

    private void stop(Gateway gateway) {
        LOG.info(
                "stopping: nothing new is accepted, {} under way",
                gateway.admission().inside());
        DrainReport report = gateway.drain(drain);
        var reading = gateway.admission();
        LOG.info(
                "stopped: {} admitted, {} refused, {} connections cut",
                reading.admitted(),
                reading.refused(),
                report.remained());
    }
}
