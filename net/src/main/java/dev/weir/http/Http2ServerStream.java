package dev.weir.http;

import dev.weir.Ending;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.admission.Refusal;
import dev.weir.http.internal.Framing;
import dev.weir.http.internal.RequestHead;
import dev.weir.http.internal.h2.OutFields;
import dev.weir.http.internal.h2.PriorityField;
import dev.weir.http.internal.h2.RequestFields;
import dev.weir.http.internal.h2.StreamEvent;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request and its answer on a connection of HTTP/2: to the handler the same as on one of HTTP/1.1. */
final class Http2ServerStream extends Http2Stream implements Answerer {
    private final Http2ServerConnection mine;
    private final HttpServer server;
    private @Nullable ServerExchange exchange;
    private Expectation expectation = Expectation.NONE;
    private @Nullable ServerTunnel tunnel;
    private boolean connects;

    Http2ServerStream(Http2ServerConnection connection, int id) {
        super(connection, id);
        this.mine = connection;
        this.server = connection.server;
    }

    // ---- the request

    /** Its head has come. */
    void begin(Http2Headers fields, boolean end) throws Http2Exception {
        on(StreamEvent.HEAD_IN);
        RequestHead head;
        try {
            connects = RequestFields.connects(fields);
            head = RequestFields.head(id, fields, limits());
            if (head.method().equals(Request.CONNECT) && !server.tunnels()) {
                throw new HttpMessageException(501, "tunnels are not served here; use another method than CONNECT");
            }
            begin(head, end);
        } catch (HttpMessageException e) {
            refuse(e.status());
        }
    }

    /** Its head has come in HTTP/1.1, which the connection spoke before. */
    void beginUpgraded(RequestHead head) throws Http2Exception {
        on(StreamEvent.HEAD_IN);
        try {
            begin(head, true);
        } catch (HttpMessageException e) {
            refuse(e.status());
        }
    }

    private HttpLimits limits() {
        return connection.limits;
    }

    private void begin(RequestHead head, boolean end) throws Http2Exception, HttpMessageException {
        OptionalLong length = Framing.ofRequest(head).known();
        if (length.isPresent() && length.getAsLong() > limits().bodyBytes()) {
            throw new HttpMessageException(413, "a body must have <= " + limits().bodyBytes() + " bytes");
        }
        declare(length);
        Optional<String> priority = head.headers().first("Priority");
        if (priority.isPresent()) {
            prioritize(PriorityField.of(priority), true);
        }
        boolean awaited = !end && head.headers().listed("Expect", "100-continue");
        expectation = awaited ? Expectation.of(connection.loop, this::goOn) : Expectation.NONE;
        Body body = WholeBody.EMPTY;
        StreamInbound in = null;
        if (!end) {
            in = new StreamInbound(this, limits().leastReceived(), this::bodyWanted);
            inbound = in;
            body = connects ? WholeBody.EMPTY : new Body.Received(in, in.source(), length);
        } else {
            ended(Headers.none());
        }
        ServerExchange begun = new ServerExchange(this, server, request(head, body), in, () -> mine.freesPlace(this));
        exchange = begun;
        mine.takesPlace(this);
        begun.begin();
    }

    private Request request(RequestHead head, Body body) {
        var early = new Early(
                hints -> connection.hereOrOnLoop(() -> hint(hints)), // now: the answer may come next
                () -> connection.onLoop(this::lasts));
        var peer = new Request.Peer(connection, new CompletableFuture<>(), early);
        return new Request(head.method(), head.target(), head.headers(), body, peer);
    }

    private void lasts() {
        if (exchange != null) {
            exchange.lasts();
        }
    }

    @Override
    void head(Http2Headers fields, boolean end) throws Http2Exception {
        trailers(fields, end);
    }

    private void bodyWanted() {
        if (exchange != null) {
            expectation.bodyWanted(exchange.responded());
        }
    }

    private void goOn() {
        if (state.maySend()) {
            connection.frames.head(id, OutFields.interim(100, Headers.none()), false, () -> {});
        }
    }

    private void hint(Headers hints) {
        if (exchange != null && !exchange.responded() && state.maySend()) {
            connection.frames.head(id, OutFields.interim(103, hints), false, () -> {});
        }
    }

    @Override
    void bodyUnwanted() {
        // what still comes is thrown away; the peer is told to stop when it is answered
    }

    @Override
    void bodyBroke(HttpMessageException why) {
        if (inbound != null) {
            inbound.fail(why);
        }
        if (exchange != null && !exchange.responded() && !exchange.over()) {
            answer(exchange, Response.text(why.status(), why.getMessage() + "\n"));
        } else {
            reset(Http2Error.CANCEL, why);
        }
    }

    // ---- the answer

    /** Answers a request that is none, without an exchange, and without a body that could wait for windows. */
    void refuse(int status) {
        connection.frames.head(id, OutFields.response(status, Headers.none(), OptionalLong.of(0)), true, () -> {});
        endOut();
        stopPeer();
        connection.soon();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void admitted() {
        mine.admitted();
    }

    @Override
    public void refused(Refusal why) {
        mine.refused(why);
    }

    @Override
    public void answerFailed(Throwable cause) {
        reset(Http2Error.INTERNAL_ERROR, cause);
    }

    @Override
    public void answer(ServerExchange current, Response given) {
        boolean read = connects || inbound == null || inbound.over();
        Response known = connects ? Switches.ofConnect(current.request, given) : given;
        Response response = Switches.checked(current.request, known, read, server.draining(), server::failed);
        current.sending(response);
        if (response.carried() instanceof Body.Switching to) {
            switchTo(current, response, to);
            return;
        }
        boolean bodiless =
                current.request.method().equals("HEAD") || response.status() == 204 || response.status() == 304;
        if (bodiless) {
            response.discard();
            sendHead(response, OutFields.lengthOfNone(response), true);
        } else if (response.carried() instanceof WholeBody whole && !response.hasTrailers()) {
            boolean empty = whole.bytes().length == 0;
            sendHead(response, OptionalLong.of(whole.bytes().length), empty);
            if (!empty) {
                queue(Unpooled.wrappedBuffer(whole.bytes()));
                endQueue(Headers.none());
            }
        } else {
            stream(current, response);
        }
        connection.soon();
    }

    private void sendHead(Response response, OptionalLong length, boolean end) {
        Http2Headers head = OutFields.response(response.status(), response.headers(), length);
        connection.frames.head(id, head, end, end ? this::sent : () -> {});
        if (end) {
            endOut();
        }
    }

    private void stream(ServerExchange current, Response response) {
        StreamOutbound body = new StreamOutbound(this, response.contentLength(), response::trailers);
        body.onHeldBack(() -> current.heldBack(body::isHeldBack));
        Pipeline<@Nullable Void> pipeline;
        try {
            pipeline = response.body()
                    .to(Sink.<ByteBuffer, @Nullable Void>writing(() -> body))
                    .on(server.handler().engine(connection));
        } catch (RuntimeException e) { // the plan cannot run
            server.failed(current.request, e);
            sendHead(Response.of(500), OptionalLong.of(0), true);
            return;
        }
        expectation.head(() -> sendHeadOfBody(response));
        if (!connection.closed && state.maySend()) {
            outbound = body;
            current.streaming(body::broke, pipeline.start());
        }
    }

    private void sendHeadOfBody(Response response) {
        if (state.maySend()) {
            connection.frames.headOfBody(
                    id, OutFields.response(response.status(), response.headers(), response.contentLength()));
        }
    }

    @Override
    void bodyComes() {
        expectation.headDue();
    }

    /** From here on the stream belongs to the conversation; only the exchange goes on. */
    private void switchTo(ServerExchange current, Response response, Body.Switching to) {
        ServerTunnel made = new ServerTunnel(this, ending -> tunnelOver(current, ending));
        Pipeline<?> pipeline;
        try {
            pipeline =
                    to.conversation().apply(made.duplex()).on(server.handler().engine(connection));
        } catch (Throwable e) {
            server.failed(current.request, e);
            sendHead(Response.of(500), OptionalLong.of(0), true);
            return;
        }
        tunnel = made;
        connection.frames.head(id, OutFields.agreement(response.headers()), false, () -> {});
        if (!connection.closed && state.maySend()) {
            outbound = made.outbound;
            Running<?> run = pipeline.start();
            current.streaming(made.outbound::broke, run);
            made.runBy(run);
        }
        connection.soon();
    }

    private void tunnelOver(ServerExchange current, Ending ending) {
        if (ending instanceof Ending.Failed failed && !current.over()) {
            server.failed(current.request, failed.cause());
        }
        reset(ending instanceof Ending.Done ? Http2Error.NO_ERROR : Http2Error.CANCEL);
        current.end(ending);
    }

    @Override
    boolean conversation() {
        return tunnel != null;
    }

    /** The server takes nothing new any more: a conversation, which may have no end, has so long. */
    void drain(Duration within) {
        if (tunnel != null && exchange != null) {
            exchange.drain(within);
        }
    }

    // ---- the end

    @Override
    void sent() {
        if (tunnel != null) {
            tunnel.sent();
            return;
        }
        if (exchange != null) {
            exchange.end(Ending.DONE);
        }
        if (inbound != null) {
            inbound.abandon();
        }
        stopPeer();
    }

    /** The answer is complete: the peer need not send the rest of its request. */
    private void stopPeer() {
        reset(Http2Error.NO_ERROR);
    }

    @Override
    void bodyFailed(Ending ending) {
        ServerExchange current = exchange;
        if (current != null && !current.over()) {
            if (ending instanceof Ending.Failed failed) {
                server.failed(current.request, failed.cause());
            }
            reset(Http2Error.INTERNAL_ERROR);
            current.end(ending);
        }
    }

    @Override
    void gone(Throwable cause) {
        expectation.close();
        if (inbound != null) {
            inbound.fail(cause instanceof IOException ? cause : new IOException(cause));
        }
        if (exchange != null) {
            exchange.end(new Ending.Failed("stream", cause));
        }
    }
}
