package dev.weir.http;

import dev.weir.Ending;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.admission.Refusal;
import dev.weir.http.internal.BodyDecoder;
import dev.weir.http.internal.Framing;
import dev.weir.http.internal.RequestHead;
import dev.weir.http.internal.RequestReader;
import dev.weir.http.internal.h2.Upgrade;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of one connection: reads the head of a request, has it answered, drains what is left of its body, and
 * reads the next one. There is one exchange at a time; bytes of the next request wait undecoded, one read of them at most,
 * which is made so that a peer that has gone is noticed.
 *
 * <p>After an answer that is the last one while the peer still sends, the outgoing half is closed and what comes is thrown
 * away for a while: closing at once would reset the connection and take the answer from the peer.
 */
final class ServerConnection extends Connection implements Served, Answerer {
    private enum State {
        HEAD,
        EXCHANGE,
        LINGER
    }

    private final HttpServer server;
    private State state = State.HEAD;
    private final RequestReader reader;
    private boolean headTimed;
    private @Nullable ServerExchange exchange;
    private @Nullable TunnelConnection tunnel; // what the connection has become
    private int minor = 1;
    private boolean keepAlive;
    private Expectation expectation = Expectation.NONE;
    private boolean unlessClose; // the message ends where the connection does
    private final Hammering hammering = new Hammering();

    ServerConnection(Channel channel, HttpServer server) {
        super(channel, server.limits());
        this.server = server;
        this.reader = new RequestReader(limits);
        readWatch.arm(limits.idleTimeout());
    }

    @Override
    void step() {
        switch (state) {
            case HEAD -> readHead();
            case EXCHANGE -> readBody();
            case LINGER -> lingers();
        }
    }

    // ---- the head

    private void readHead() {
        try {
            RequestHead head = reader.next(held);
            if (head != null) {
                begin(head);
            } else if (inputEnded || (server.draining() && !reader.begun(held))) {
                close();
            } else {
                awaitHead();
            }
        } catch (HttpMessageException e) {
            refuse(e);
        }
    }

    private void awaitHead() {
        if (!headTimed && reader.begun(held)) {
            headTimed = true;
            readWatch.arm(limits.headTimeout());
        }
        wantMore();
    }

    private void begin(RequestHead head) throws HttpMessageException {
        readWatch.disarm();
        minor = head.minor();
        Framing framing = Framing.ofRequest(head);
        BodyDecoder decoder = BodyDecoder.of(framing, limits);
        Optional<String> expected = minor == 1 ? head.headers().first("Expect") : Optional.empty();
        if (expected.isPresent() && !expected.get().equalsIgnoreCase("100-continue")) {
            throw new HttpMessageException(417, "an expectation must be 100-continue but was another; leave it out");
        }
        if (head.method().equals(Request.CONNECT)) {
            mayConnect(decoder.over());
        }
        Http2Settings settings = decoder.over() && tls() == null ? Upgrade.asked(head) : null;
        if (settings != null) {
            upgrade(settings, Upgrade.request(head));
            return;
        }
        keepAlive = head.keepAlive();
        state = State.EXCHANGE;
        Inbound inbound = decoder.over() ? null : new Inbound(this, decoder, limits.leastReceived(), this::bodyWanted);
        boolean awaited = inbound != null && expected.isPresent();
        expectation = awaited ? Expectation.of(loop, this::goOn) : Expectation.NONE;
        exchange = new ServerExchange(this, server, request(head, framing, inbound), inbound);
        exchange.begin();
        advance();
    }

    /** From here on the connection speaks HTTP/2; this request is its first stream. */
    private void upgrade(Http2Settings settings, RequestHead head) {
        write(Heads.upgraded(), () -> {});
        flush();
        if (!closed) {
            var next = new Http2ServerConnection(channel, server);
            server.goesOnAs(this, next);
            becomes(next);
            next.upgraded(settings, head);
        }
    }

    private void mayConnect(boolean bodiless) throws HttpMessageException {
        if (!server.tunnels()) {
            throw new HttpMessageException(501, "tunnels are not served here; use another method than CONNECT");
        }
        if (!bodiless) {
            throw new HttpMessageException(400, "CONNECT must have no body but had one; send it through the tunnel");
        }
    }

    private Request request(RequestHead head, Framing framing, @Nullable Inbound inbound) {
        Body body = WholeBody.EMPTY;
        if (inbound != null) {
            body = new Body.Received(inbound, inbound.source(), framing.known());
        }
        var over = new CompletableFuture<Ending>();
        var early = new Early(
                hints -> hereOrOnLoop(() -> hint(over, hints)), // now: the answer may come next
                () -> onLoop(() -> lasts(over)));
        var peer = new Request.Peer(this, over, early);
        Headers headers = minor == 0 ? head.headers().without("Upgrade") : head.headers(); // RFC 9110, 7.8
        return new Request(head.method(), head.target(), headers, body, peer);
    }

    /** Early hints for the exchange that ends so: as it has not ended it is the one under way. */
    private void hint(CompletableFuture<Ending> over, Headers hints) {
        if (!closed && minor == 1 && exchange != null && !exchange.responded() && !over.isDone()) {
            write(Heads.interim(channel.alloc(), 103, hints), () -> {});
            flush();
        }
    }

    private void lasts(CompletableFuture<Ending> over) {
        if (exchange != null && !over.isDone()) {
            exchange.lasts();
        }
    }

    // ---- the body of the request

    private void readBody() {
        ServerExchange current = exchange;
        if (current == null) {
            return;
        }
        if (current.inbound != null && !current.inbound.over()) {
            current.inbound.pump();
        } else if (!held.isReadable()) {
            wantMore();
        }
    }

    private void bodyWanted() {
        if (exchange != null) {
            expectation.bodyWanted(exchange.responded());
        }
    }

    private void goOn() {
        write(Heads.goOn(), () -> {});
        flush();
    }

    @Override
    void bodyRead(Inbound body) {
        if (exchange != null && exchange.over()) {
            nextRequest();
        } else {
            advance();
        }
    }

    @Override
    void bodyBroke(Inbound body, HttpMessageException why) {
        ServerExchange current = exchange;
        if (current == null) {
            return;
        }
        keepAlive = false;
        if (current.over()) {
            startLinger();
        } else if (!current.responded()) {
            answer(current, Response.text(why.status(), why.getMessage() + "\n"));
        } else {
            endAndCut(current, why);
        }
    }

    // ---- the answer

    /** Answers a request that is none, without an exchange. */
    private void refuse(HttpMessageException why) {
        keepAlive = false;
        Response answer = Response.text(why.status(), why.getMessage() + "\n");
        state = State.EXCHANGE;
        exchange = null;
        readWatch.disarm();
        sendWhole(answer, this::startLinger);
    }

    @Override
    public Connection connection() {
        return this;
    }

    @Override
    public void admitted() {
        hammering.admitted();
    }

    @Override
    public void refused(Refusal why) {
        if (hammering.refused(now())) {
            keepAlive &= !server.refuser().closes();
            pauseReading(server.refuser().pauseNanos(why));
        }
    }

    @Override
    public void answerFailed(Throwable cause) {
        broken(cause);
    }

    @Override
    public void answer(ServerExchange current, Response given) {
        boolean read = current.inbound == null || current.inbound.over();
        Response response = Switches.checked(current.request, given, read, server.draining(), server::failed);
        current.sending(response);
        if (response.carried() instanceof Body.Switching to) {
            switchTo(current, response, to);
            return;
        }
        boolean bodiless =
                current.request.method().equals("HEAD") || response.status() == 204 || response.status() == 304;
        keepAlive &= !server.draining() && !inputEnded && !response.headers().listed("Connection", "close");
        if (bodiless) {
            response.discard();
            goesOn(current);
            sendWhole(response, new byte[0], () -> sent(current));
        } else if (response.carried() instanceof WholeBody && !response.hasTrailers()) {
            goesOn(current);
            sendWhole(response, () -> sent(current));
        } else {
            stream(current, response);
        }
    }

    /** Whether there can be another request behind this one: its body was read, or what is left of it can be. */
    private void goesOn(ServerExchange current) {
        boolean read = current.inbound == null || current.inbound.over();
        boolean drains = current.request.contentLength().orElse(0) <= HttpLimits.DRAINED;
        keepAlive &= read || (!expectation.awaited() && drains);
    }

    private void sendWhole(Response response, Runnable sent) {
        sendWhole(response, response.carried() instanceof WholeBody whole ? whole.bytes() : new byte[0], sent);
    }

    private void sendWhole(Response response, byte[] body, Runnable sent) {
        boolean head = exchange != null && exchange.request.method().equals("HEAD");
        String framing = head || response.status() == 304
                ? Heads.framingOfNone(response)
                : Heads.framing(OptionalLong.of(body.length));
        if (response.status() == 204) {
            framing = "";
        }
        int first = Math.min(body.length, limits.highMark());
        ByteBuf out = Heads.response(channel.alloc(), response, framing, connectionLine(), first);
        out.writeBytes(body, 0, first);
        write(out, first == body.length ? sent : () -> Pieces.send(this, body, first, sent));
        flush();
    }

    private String connectionLine() {
        if (!keepAlive) {
            return "Connection: close\r\n";
        }
        return minor == 0 ? "Connection: keep-alive\r\n" : "";
    }

    private void stream(ServerExchange current, Response response) {
        OptionalLong length = response.contentLength();
        boolean trailing = response.hasTrailers()
                || (response.carried().mayTrail() && current.request.headers().listed("TE", "trailers"));
        boolean chunked = minor == 1 && (length.isEmpty() || trailing);
        unlessClose = length.isEmpty() && !chunked;
        keepAlive &= !unlessClose;
        Outbound body = new Outbound(this, length, chunked, response::trailers);
        body.onHeldBack(() -> current.heldBack(body::isHeldBack));
        var pipeline = pipeline(current, response.body(), body);
        if (pipeline == null) {
            return;
        }
        String framing = unlessClose ? "" : Heads.framing(chunked ? OptionalLong.empty() : length);
        expectation.head(() -> {
            goesOn(current);
            write(Heads.response(channel.alloc(), response, framing, connectionLine(), 0), () -> {});
            flushAtTurnsEnd();
        });
        if (!closed) {
            current.streaming(body, pipeline.start());
        }
    }

    private dev.weir.@Nullable Pipeline<@Nullable Void> pipeline(
            ServerExchange current, Source<ByteBuffer> source, Outbound body) {
        try {
            return source.to(Sink.<ByteBuffer, @Nullable Void>writing(() -> body))
                    .on(server.handler().engine(this));
        } catch (RuntimeException e) { // the plan cannot run
            planFailed(current, e);
            return null;
        }
    }

    private void planFailed(ServerExchange current, Throwable cause) {
        server.failed(current.request, cause);
        keepAlive = false;
        sendWhole(Response.text(500, "the handler failed\n"), () -> {
            current.end(new Ending.Failed("plan", cause));
            startLinger();
        });
    }

    /** From here on the connection belongs to the tunnel; only the exchange goes on. */
    private void switchTo(ServerExchange current, Response response, Body.Switching to) {
        var made = new TunnelConnection(channel, limits, (ending, connectionBroke) -> {
            if (ending instanceof Ending.Failed(var stage, var cause) && !connectionBroke && !current.over()) {
                server.failed(current.request, cause);
            }
            current.end(ending);
        });
        Pipeline<?> pipeline;
        try {
            pipeline =
                    to.conversation().apply(made.duplex()).on(server.handler().engine(this));
        } catch (Throwable e) {
            planFailed(current, e);
            return;
        }
        tunnel = made;
        made.takeOver(this);
        made.write(Heads.response(channel.alloc(), response, "", "", 0), () -> {});
        made.flush();
        Running<?> run = pipeline.start();
        current.streaming(made.outbound, run);
        made.runBy(run);
    }

    @Override
    void bodyComes(Outbound body) {
        if (exchange != null && exchange.sends(body)) {
            expectation.headDue();
        }
    }

    @Override
    void closing() {
        expectation.close();
    }

    @Override
    void bodySent(Outbound body) {
        if (exchange != null && exchange.sends(body)) {
            sent(exchange);
        }
    }

    @Override
    void bodyFailed(Outbound body, Ending ending) {
        ServerExchange current = exchange;
        if (current != null && current.sends(body) && !current.over()) {
            if (ending instanceof Ending.Failed failed) {
                server.failed(current.request, failed.cause());
            }
            current.end(ending);
            cut();
        }
    }

    private void endAndCut(ServerExchange current, Throwable cause) {
        current.end(new Ending.Failed("exchange", cause));
        cut();
    }

    /** Ends the connection so that the answer that is being sent does not look complete. */
    private void cut() {
        if (unlessClose) {
            reset();
        } else {
            close();
        }
    }

    // ---- after the answer

    private void sent(ServerExchange current) {
        current.end(Ending.DONE);
        Inbound inbound = current.inbound;
        if (inbound != null && !inbound.over() && keepAlive) {
            inbound.drain();
        } else if (inbound != null && !inbound.over()) {
            inbound.fail(new java.io.IOException("the exchange is over; run a body before that"));
            startLinger();
        } else if (keepAlive && !server.draining()) {
            nextRequest();
        } else if (held.isReadable() || (inbound != null && inbound.broken())) {
            startLinger();
        } else {
            close();
        }
    }

    private void nextRequest() {
        exchange = null;
        if (server.draining() && !held.isReadable()) {
            close();
            return;
        }
        state = State.HEAD;
        headTimed = false;
        readWatch.arm(limits.idleTimeout());
        advance();
    }

    private void startLinger() {
        exchange = null;
        state = State.LINGER;
        endOutput();
        readWatch.arm(LINGER);
        advance();
    }

    // ---- from outside

    @Override
    public void drain(Duration within) {
        if (tunnel != null && exchange != null) {
            exchange.drain(within);
        } else if (!closed && state == State.HEAD && !reader.begun(held)) {
            close();
        }
    }

    @Override
    public void cutOff(String why) {
        (tunnel == null ? this : tunnel).broken(new java.io.IOException(why));
    }

    @Override
    void broke(Throwable cause) {
        if (exchange != null) {
            exchange.end(new Ending.Failed("connection", cause));
        }
    }

    @Override
    void readTimedOut() {
        if (state == State.HEAD && headTimed) {
            refuse(new HttpMessageException(
                    408, "the head of a request must be here within " + limits.headTimeout() + " but was not"));
        } else if (state == State.EXCHANGE && exchange != null && exchange.inbound != null) {
            HttpMessageException why = exchange.inbound.tooLittle();
            exchange.inbound.fail(why);
            bodyBroke(exchange.inbound, why);
        } else {
            close();
        }
    }
}
