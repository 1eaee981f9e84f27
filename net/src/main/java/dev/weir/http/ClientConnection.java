package dev.weir.http;

import dev.weir.Ending;
import dev.weir.Engine;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.http.HttpClientException.Kind;
import dev.weir.http.internal.BodyDecoder;
import dev.weir.http.internal.Framing;
import dev.weir.http.internal.ResponseHead;
import dev.weir.http.internal.ResponseReader;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of one connection: sends a request and reads its response, both at the same time, then rests in the
 * pool. While it rests it reads, so that a peer that closes is noticed; a byte that comes then is nobody's, and closes it.
 */
final class ClientConnection extends Connection implements ClientEnd {
    private static final Duration CONTINUE_WITHIN = Duration.ofSeconds(1);
    private static final int INTERIM_RESPONSES = 16;

    private final Pool pool;
    private final Origin origin;
    private final Duration responseTimeout;
    private final Watch continueWatch;

    private @Nullable TunnelConnection tunnel; // what the connection has become
    private @Nullable Send send;
    private ResponseReader reader;
    private boolean used;
    private boolean heard; // a byte of the response has come
    private boolean headRead;
    private int interim;
    private boolean keepAlive;
    private boolean sent;
    private boolean sendFailed;
    private boolean received;
    private boolean awaitsContinue;
    private @Nullable Inbound inbound;
    private @Nullable Outbound outbound;
    private @Nullable Running<?> running;

    ClientConnection(Channel channel, HttpLimits limits, Pool pool, Origin origin, Duration responseTimeout) {
        super(channel, limits);
        this.pool = pool;
        this.origin = origin;
        this.responseTimeout = responseTimeout;
        this.reader = new ResponseReader(limits);
        this.continueWatch = new Watch(loop, this::startBody);
    }

    // ---- the request

    @Override
    public Connection connection() {
        return this;
    }

    @Override
    public void run(Send next) {
        if (loop.inEventLoop()) {
            begin(next);
        } else {
            onLoop(() -> begin(next));
        }
    }

    private void begin(Send next) {
        if (closed || inputEnded || held.isReadable()) {
            shut("the peer closed the connection while it was idle");
            pool.again(next);
            return;
        }
        next.on(this);
        if (next.isDone()) {
            becomeIdle();
            return;
        }
        send = next;
        reader = new ResponseReader(limits);
        heard = false;
        headRead = false;
        interim = 0;
        sent = false;
        sendFailed = false;
        received = false;
        inbound = null;
        outbound = null;
        running = null;
        readWatch.disarm();
        sendRequest(next.request, next.connecting);
        advance();
    }

    private void sendRequest(Request request, boolean connecting) {
        if (connecting) {
            write(Heads.connect(channel.alloc(), request, origin.authority()), this::requestSent);
            flush();
            return;
        }
        Body body = request.carried();
        byte[] bytes = body instanceof WholeBody whole ? whole.bytes() : new byte[0];
        boolean streamed = !(body instanceof WholeBody) || request.hasTrailers();
        boolean trailing =
                request.hasTrailers() || (body.mayTrail() && request.headers().has("Trailer"));
        boolean chunked = request.contentLength().isEmpty() || trailing;
        String framing = streamed || bytes.length > 0 || expectsBody(request.method())
                ? Heads.framing(chunked ? OptionalLong.empty() : request.contentLength())
                : "";
        ByteBuf head = Heads.request(channel.alloc(), request, origin.authority(), framing, bytes.length);
        if (streamed) {
            outbound = new Outbound(this, request.contentLength(), chunked, request::trailers);
            write(head, () -> {});
            awaitsContinue = request.headers().listed("Expect", "100-continue");
            if (awaitsContinue) {
                flush();
                continueWatch.arm(CONTINUE_WITHIN);
            } else {
                startBody();
                flushAtTurnsEnd();
            }
        } else {
            head.writeBytes(bytes);
            write(head, this::requestSent);
            flush();
        }
    }

    private static boolean expectsBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    private void startBody() {
        awaitsContinue = false;
        Send current = send;
        Outbound body = outbound;
        if (closed || current == null || body == null || running != null) {
            return;
        }
        try {
            running = current.request
                    .body()
                    .to(Sink.<java.nio.ByteBuffer, @Nullable Void>writing(() -> body))
                    .on(current.caller == null ? Engine.virtualThreads() : engine)
                    .start();
        } catch (RuntimeException e) { // the plan cannot run
            fail(Kind.BROKEN, "the body of the request could not be run", e);
        }
    }

    private void requestSent() {
        if (closed) {
            return; // the connection has become a tunnel
        }
        sent = true;
        if (!headRead) {
            readWatch.arm(responseTimeout);
        }
        afterExchange();
    }

    @Override
    void bodySent(Outbound body) {
        if (body == outbound) {
            requestSent();
        }
    }

    @Override
    void bodyFailed(Outbound body, Ending ending) {
        if (body == outbound && !closed && !received && !sendFailed) {
            Throwable cause = ending instanceof Ending.Failed failed ? failed.cause() : null;
            fail(Kind.BROKEN, "the body of the request ended otherwise than done: " + ending, cause);
        }
    }

    /** The peer takes no more of the request. It may have answered before: what it has said is read first. */
    @Override
    void writeFailed(Throwable cause) {
        if (send == null || received) {
            broken(cause);
        } else if (!sendFailed) {
            sendFailed = true;
            stopSending(cause);
            if (!headRead) {
                readWatch.arm(responseTimeout);
            }
            advance();
        }
    }

    private void stopSending(Throwable cause) {
        if (outbound != null) {
            outbound.broke(cause);
        }
        if (running != null && !sent) {
            running.cancel(String.valueOf(cause.getMessage()));
        }
    }

    // ---- the response

    @Override
    void step() {
        if (send == null) {
            rest();
        } else if (!headRead) {
            readHead(send);
        } else if (inbound != null) {
            readBody(inbound);
        }
    }

    private void readBody(Inbound body) {
        body.pump();
        if (!closed && !body.over() && body.untouched()) {
            readWatch.arm(limits.progressTimeout());
        }
    }

    private void rest() {
        if (held.isReadable() || inputEnded) {
            shut("the peer closed the connection while it was idle");
        } else {
            wantMore();
        }
    }

    private void readHead(Send current) {
        heard |= held.isReadable();
        try {
            ResponseHead head = reader.next(held);
            if (head != null) {
                head(current, head);
            } else if (inputEnded) {
                broken(new IOException("the peer closed the connection before its response"));
            } else {
                wantMore();
            }
        } catch (HttpMessageException e) {
            fail(Kind.PROTOCOL, "the response of " + origin + " is not HTTP: " + e.getMessage(), e);
        }
    }

    private void head(Send current, ResponseHead head) throws HttpMessageException {
        if (current.connecting && Switches.agreed(current.request, head)) {
            switchTo(current, head);
            return;
        }
        if (head.status() < 200) {
            interim(current, head);
            return;
        }
        Framing framing = Framing.ofResponse(head, current.request.method());
        BodyDecoder decoder = BodyDecoder.of(framing, limits);
        headRead = true;
        continueWatch.disarm();
        readWatch.disarm();
        keepAlive = head.keepAlive()
                && !(framing instanceof Framing.UntilClose)
                && !current.request.headers().listed("Connection", "close");
        WholeBody whole = decoder.over() ? WholeBody.EMPTY : whole(framing);
        if (whole != null) {
            received = true;
            afterExchange();
            current.complete(new Response(head.status(), head.headers(), whole));
            return;
        }
        Inbound body = new Inbound(this, decoder, limits.leastOfResponse(framing.known()), () -> {});
        inbound = body;
        var carried = new Body.Received(body, body.source(), framing.known());
        Response response = new Response(head.status(), head.headers(), carried);
        if (!current.complete(response)) {
            response.discard();
        }
        advance();
    }

    /** A body that has come with its head, which needs no flow; null if more of it is to come. */
    private @Nullable WholeBody whole(Framing framing) {
        if (!(framing instanceof Framing.Fixed(long length)) || length > held.readableBytes()) {
            return null;
        }
        byte[] all = new byte[(int) length];
        held.readBytes(all);
        return WholeBody.received(all);
    }

    /** From here on the connection belongs to the tunnel; it stays one of the pool's until it is closed. */
    private void switchTo(Send current, ResponseHead head) {
        send = null;
        continueWatch.close();
        var made = new TunnelConnection(channel, limits, new TunnelConnection.Owner() {
            @Override
            public void tunnelOver(Ending ending, boolean connectionBroke) {}

            @Override
            public Throwable told(Throwable cause) {
                return cause instanceof HttpClientException
                        ? cause
                        : new HttpClientException(Kind.BROKEN, "a tunnel broke: " + cause.getMessage(), cause);
            }
        });
        tunnel = made;
        var _ = channel.closeFuture().addListener(closing -> pool.gone(this));
        made.takeOver(this);
        Runnable cut = () -> made.onLoop(() -> shut("the request was withdrawn"));
        Response response = new Response(head.status(), head.headers(), new Body.Switched(made.duplex(), cut));
        if (!current.complete(response)) {
            cut.run();
        }
    }

    private void interim(Send current, ResponseHead head) throws HttpMessageException {
        if (head.status() == 101 || ++interim > INTERIM_RESPONSES) {
            throw new HttpMessageException(
                    502,
                    "an interim response must be 100 or 103, and few of them, but was " + head.status() + " number "
                            + interim);
        }
        reader = new ResponseReader(limits);
        try {
            current.request.interim().accept(new Response(head.status(), head.headers(), WholeBody.EMPTY));
        } catch (RuntimeException e) {
            fail(Kind.BROKEN, "the callback for interim responses failed", e);
            return;
        }
        if (head.status() == 100 && awaitsContinue) {
            continueWatch.disarm();
            startBody();
        }
        advance();
    }

    @Override
    void bodyRead(Inbound body) {
        if (body == inbound) {
            received = true;
            afterExchange();
        }
    }

    @Override
    void bodyBroke(Inbound body, HttpMessageException why) {
        if (body == inbound) {
            shut("the response broke the rules: " + why.getMessage());
        }
    }

    @Override
    Throwable told(HttpMessageException why) {
        Kind kind = inputEnded ? Kind.BROKEN : Kind.PROTOCOL;
        return new HttpClientException(kind, "the body of the response is not complete: " + why.getMessage(), why);
    }

    @Override
    void bodyStopped(Inbound body) {
        if (body == inbound && body.untouched() && keepAlive) {
            body.drain();
        } else if (body == inbound) {
            shut("the body of the response was not wanted");
        }
    }

    // ---- after the exchange

    private void afterExchange() {
        if (closed || send == null || !received) {
            return;
        }
        if (sent && keepAlive && !inputEnded && !held.isReadable()) {
            used = true;
            becomeIdle();
        } else {
            shut("the response was complete before the request was");
        }
    }

    private void becomeIdle() {
        send = null;
        readWatch.arm(limits.idleTimeout());
        pool.release(this);
        advance();
    }

    /** Ends the exchange because of this, and the connection. */
    private void fail(Kind kind, String message, @Nullable Throwable cause) {
        end(new HttpClientException(kind, message, cause));
    }

    @Override
    public void shut(String why) {
        if (tunnel != null) {
            tunnel.broken(new HttpClientException(Kind.BROKEN, why, null));
            return;
        }
        end(new HttpClientException(Kind.BROKEN, why, null));
    }

    private void end(HttpClientException why) {
        Send current = send;
        send = null;
        close();
        continueWatch.close();
        pool.gone(this);
        stopSending(why);
        if (inbound != null) {
            inbound.fail(why);
        }
        if (current != null && !headRead) {
            current.completeExceptionally(why);
        }
    }

    @Override
    void broke(Throwable cause) {
        Send current = send;
        if (current != null && used && !heard && current.retry()) {
            send = null;
            continueWatch.close();
            pool.gone(this);
            pool.again(current);
        } else {
            Kind kind = cause instanceof HttpMessageException ? Kind.TIMEOUT : Kind.BROKEN;
            fail(kind, "the connection to " + origin + " broke: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void withdrawn(Send gone) {
        if (send == gone && !headRead) {
            shut("the request was withdrawn");
        }
    }

    @Override
    void readTimedOut() {
        if (send == null) {
            shut("it was idle for " + limits.idleTimeout());
        } else if (!headRead) {
            fail(Kind.TIMEOUT, "a response must begin within " + responseTimeout + " but did not", null);
        } else if (inbound == null || inbound.untouched()) {
            fail(
                    Kind.TIMEOUT,
                    "the body of a response must be run within " + limits.progressTimeout() + " but was not",
                    null);
        } else {
            HttpMessageException why = inbound.tooLittle();
            fail(Kind.TIMEOUT, "the body of the response is not complete: " + why.getMessage(), why);
        }
    }
}
