package dev.weir.bench.edge;

import dev.weir.admission.Alarm;
import dev.weir.admission.Ticker;
import dev.weir.bench.admission.Gates;
import dev.weir.bench.admission.Ready;
import dev.weir.http.HttpLimits;
import dev.weir.testkit.load.Asking;
import dev.weir.testkit.load.Gate;
import dev.weir.testkit.load.Kind;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/** Jetty, with any contender as a handler of its own that does not block, or with Jetty's own. */
final class JettyEdge implements EdgeServer {
    /** Jetty's own, as it is, tuned to refuse at once, and tuned to let wait for a while. */
    static final List<String> OWN = List.of("jettyQos", "jettyQosTuned", "jettyQosWaiting");

    private static final Duration WAITING = Duration.ofMillis(100);
    private static final Duration IDLE =
            HttpLimits.defaults().idleTimeout(); // with the first close much is compiled anew

    private final Server server = new Server();
    private final String contender;
    private final Service service;
    private final Map<String, ByteBuffer> answers; // by path
    private final Gate gate;
    private final Kind kind;

    JettyEdge(String contender, Edge edge) {
        this.contender = contender;
        service = Service.of(edge, server.getThreadPool());
        answers = Stream.of(true, false)
                .map(Traffic::path)
                .collect(Collectors.toMap(
                        path -> path,
                        path -> BufferUtil.toBuffer(edge.traffic().answer(path)).asReadOnlyBuffer()));
        kind = Kind.of(edge.time());
        boolean own = OWN.contains(contender);
        gate = own ? Gate.open() : gate(contender, edge);
        Handler door = new Door();
        server.setHandler(own ? qos(door, edge.service()) : door);
    }

    private static Gate gate(String contender, Edge edge) {
        Ticker clock = Ticker.system();
        Alarm alarm = Alarm.system();
        return edge == Edge.COST
                ? Gates.closed(contender, clock, alarm)
                : Gates.named(contender, edge.service(), clock, alarm);
    }

    private QoSHandler qos(Handler door, Ready about) {
        QoSHandler qos = new QoSHandler(door);
        boolean never = about.whole().nanos() > TimeUnit.HOURS.toNanos(1); // what is inside stays there
        if (never || contender.equals("jettyQosTuned")) {
            qos.setMaxRequestCount(never ? 1 : about.whole().best());
            qos.setMaxSuspendedRequestCount(0);
        } else if (contender.equals("jettyQosWaiting")) {
            qos.setMaxRequestCount(about.whole().best());
            qos.setMaxSuspendedRequestCount(about.whole().best());
            qos.setMaxSuspend(WAITING);
        }
        return qos;
    }

    @Override
    public int start() throws Exception {
        HttpConfiguration settings = new HttpConfiguration();
        settings.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(settings));
        connector.setHost("127.0.0.1");
        connector.setAcceptQueueSize(4_096);
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.start();
        return connector.getLocalPort();
    }

    private final class Door extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            ByteBuffer answer = Objects.requireNonNull(answers.get(Request.getPathInContext(request)));
            gate.ask(new Asking(kind, 0), new Gate.Entry() {
                @Override
                public void admitted(Runnable ended) {
                    service.serve(() -> response.write(true, answer.duplicate(), Callback.from(callback, ended)));
                }

                @Override
                public void refused(long hint, boolean mayRetry) {
                    response.setStatus(503);
                    if (hint > 0) {
                        response.getHeaders().put(HttpHeader.RETRY_AFTER, TimeUnit.NANOSECONDS.toSeconds(hint));
                    }
                    response.write(true, BufferUtil.EMPTY_BUFFER, callback);
                }
            });
            return true;
        }
    }
}
