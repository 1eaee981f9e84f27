package dev.weir.http;

import dev.weir.Ending;
import dev.weir.Engine;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.http.HttpClientException.Kind;
import dev.weir.http.internal.ResponseHead;
import dev.weir.http.internal.h2.OutFields;
import dev.weir.http.internal.h2.ResponseFields;
import dev.weir.http.internal.h2.Step;
import dev.weir.http.internal.h2.StreamEvent;
import dev.weir.http.internal.h2.StreamState;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One request and its response on a connection of HTTP/2: to whoever sends it the same as on one of HTTP/1.1. */
final class Http2ClientStream extends Http2Stream {
    private static final Duration CONTINUE_WITHIN = Duration.ofSeconds(1);
    private static final int INTERIM_RESPONSES = 16;

    private final Http2ClientConnection mine;
    private final Send sending;
    private @Nullable Watch continueWatch;
    private @Nullable Running<?> running;
    private @Nullable ClientTunnel tunnel; // what the stream has become
    private int interim;
    private boolean headRead;
    private boolean allSent;
    private long waitsSince;

    Http2ClientStream(Http2ClientConnection connection, int id, Send sending) {
        super(connection, id);
        this.mine = connection;
        this.sending = sending;
    }

    // ---- the request

    void begin() {
        if (sending.connecting) {
            state = StreamState.OPEN;
            connection.frames.head(id, connectHead(), false, this::asked);
            return;
        }
        Request request = sending.request;
        boolean streamed = !(request.carried() instanceof WholeBody) || request.hasTrailers();
        byte[] bytes = request.carried() instanceof WholeBody whole ? whole.bytes() : new byte[0];
        boolean end = !streamed && bytes.length == 0;
        OptionalLong length = end && !expectsBody(request.method()) ? OptionalLong.empty() : request.contentLength();
        state = StreamState.OPEN;
        Http2Headers head = OutFields.request(
                request.method(),
                mine.origin.scheme(),
                mine.origin.authority(),
                request.target(),
                request.headers(),
                length);
        boolean waits = streamed && request.headers().listed("Expect", "100-continue");
        if (streamed && !waits) {
            connection.frames.headOfBody(id, head);
        } else {
            connection.frames.head(id, head, end, end ? this::sent : () -> {});
        }
        if (end) {
            endOut();
        } else if (!streamed) {
            queue(Unpooled.wrappedBuffer(bytes));
            endQueue(Headers.none());
        } else if (waits) {
            continueWatch = new Watch(connection.loop, this::startBody);
            continueWatch.arm(CONTINUE_WITHIN);
        } else {
            startBody();
        }
    }

    private Http2Headers connectHead() {
        Request request = sending.request;
        return sending.namesProtocol()
                ? OutFields.conversation(
                        request.headers().first("Upgrade").orElse(""),
                        mine.origin.scheme(),
                        mine.origin.authority(),
                        request.target(),
                        request.headers())
                : OutFields.tunnel(request.target(), request.headers());
    }

    private static boolean expectsBody(String method) {
        return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    }

    private void startBody() {
        if (!state.maySend() || running != null) {
            return;
        }
        StreamOutbound body = new StreamOutbound(this, sending.request.contentLength(), sending.request::trailers);
        outbound = body;
        try {
            running = sending.request
                    .body()
                    .to(Sink.<ByteBuffer, @Nullable Void>writing(() -> body))
                    .on(sending.caller == null ? Engine.virtualThreads() : connection.engine)
                    .start();
        } catch (RuntimeException e) { // the plan cannot run
            fail(Kind.BROKEN, "the body of the request could not be run", e);
        }
    }

    @Override
    void sent() {
        if (tunnel != null) {
            tunnel.sent();
        } else {
            asked();
        }
    }

    private void asked() {
        allSent = true;
        waitsSince = connection.now();
    }

    @Override
    void bodyFailed(Ending ending) {
        if (!state.closed()) {
            Throwable cause = ending instanceof Ending.Failed failed ? failed.cause() : null;
            String what = tunnel == null ? "the body of the request" : "the conversation";
            fail(Kind.BROKEN, what + " ended otherwise than done: " + ending, cause);
        }
    }

    // ---- the response

    @Override
    void head(Http2Headers fields, boolean end) throws Http2Exception {
        if (headRead) {
            trailers(fields, end);
            return;
        }
        ResponseHead head = ResponseFields.head(id, fields);
        if (head.status() < 200) {
            interim(head, end);
            return;
        }
        headRead = true;
        waitsSince = connection.now();
        stopWaiting();
        if (sending.connecting && head.status() / 100 == 2) {
            switchTo(Switches.agreement(sending.request, head), end);
            return;
        }
        if (sending.connecting) {
            endQueue(Headers.none()); // nothing is said to a peer that declines
        }
        boolean none = sending.request.method().equals("HEAD") || head.status() == 204 || head.status() == 304;
        OptionalLong length = ResponseFields.length(id, head.headers());
        if (!none) {
            declare(length);
        }
        if (end) {
            ended(Headers.none());
            complete(new Response(head.status(), head.headers(), WholeBody.EMPTY));
        } else {
            StreamInbound in = new StreamInbound(this, connection.limits.leastOfResponse(length), () -> {});
            inbound = in;
            complete(new Response(head.status(), head.headers(), new Body.Received(in, in.source(), length)));
        }
    }

    /** From here on the stream belongs to the tunnel. */
    private void switchTo(ResponseHead head, boolean end) throws Http2Exception {
        if (end) {
            ended(Headers.none());
        } else {
            inbound = new StreamInbound(this, 1, () -> {});
        }
        ClientTunnel made = new ClientTunnel(this);
        tunnel = made;
        outbound = made.outbound;
        Runnable cut = () -> connection.onLoop(() -> fail(Kind.BROKEN, "the conversation was not wanted", null));
        complete(new Response(head.status(), head.headers(), new Body.Switched(made.duplex(), cut)));
    }

    @Override
    boolean conversation() {
        return tunnel != null;
    }

    private void complete(Response response) {
        if (!sending.complete(response)) {
            response.discard();
        }
    }

    private void interim(ResponseHead head, boolean end) throws Http2Exception {
        if (end || head.status() == 101 || ++interim > INTERIM_RESPONSES) {
            throw Http2Exception.streamError(
                    id, Http2Error.PROTOCOL_ERROR, "an interim response must be 100 or 103, and few of them");
        }
        try {
            sending.request.interim().accept(new Response(head.status(), head.headers(), WholeBody.EMPTY));
        } catch (RuntimeException e) {
            fail(Kind.BROKEN, "the callback for interim responses failed", e);
            return;
        }
        if (head.status() == 100 && continueWatch != null) {
            stopWaiting();
            startBody();
        }
    }

    private void stopWaiting() {
        if (continueWatch != null) {
            continueWatch.close();
        }
    }

    @Override
    void bodyUnwanted() {
        if (tunnel != null) {
            tunnel.unwanted();
            return;
        }
        reset(Http2Error.CANCEL);
        stopSending(new HttpClientException(Kind.BROKEN, "the body of the response was not wanted", null));
    }

    @Override
    void bodyBroke(HttpMessageException why) {
        if (tunnel != null) {
            reset(Http2Error.CANCEL, why);
            return;
        }
        Kind kind = why.status() == 408 ? Kind.TIMEOUT : Kind.PROTOCOL;
        fail(kind, "the body of the response is not complete: " + why.getMessage(), why);
    }

    @Override
    void check(long now, long timeout) {
        super.check(now, timeout);
        if (state.closed()) {
            return;
        }
        if (!headRead && allSent && now - waitsSince > mine.responseTimeout.toNanos()) {
            fail(Kind.TIMEOUT, "a response must begin within " + mine.responseTimeout + " but did not", null);
        } else if (tunnel == null && inbound != null && inbound.untouched() && now - waitsSince > timeout) {
            fail(
                    Kind.TIMEOUT,
                    "the body of a response must be run within " + connection.limits.progressTimeout() + " but was not",
                    null);
        }
    }

    // ---- the end

    private void fail(Kind kind, String message, @Nullable Throwable cause) {
        reset(Http2Error.CANCEL, new HttpClientException(kind, message, cause));
    }

    @Override
    void resetByPeer(long error) {
        if (error == Http2Error.REFUSED_STREAM.code()) {
            sendAgain(new HttpClientException(Kind.BUSY, "the peer has refused the request", null));
        } else if (tunnel == null || !tunnel.leftAlone(error)) {
            super.resetByPeer(error);
        }
    }

    /** The peer has gone away before it saw this request. */
    void notSeen() {
        if (state.on(StreamEvent.RESET_IN) instanceof Step.To(StreamState next)) {
            state = next;
            closeIfOver();
            sendAgain(new HttpClientException(Kind.BROKEN, "the peer went away before it saw the request", null));
        }
    }

    /** The peer has said that nothing was done for it. */
    private void sendAgain(HttpClientException otherwise) {
        boolean may = !headRead && sending.again(running != null);
        stopSending(otherwise);
        stopWaiting();
        if (may) {
            mine.pool.again(sending);
        } else {
            gone(otherwise);
        }
    }

    @Override
    void gone(Throwable cause) {
        stopWaiting();
        HttpClientException why = told(cause);
        if (tunnel != null) {
            tunnel.gone();
        }
        stopSending(why);
        if (inbound != null) {
            inbound.broke(why);
        }
        if (!headRead) {
            if (why.kind() == Kind.BROKEN && connection.closed && sending.retry()) {
                mine.pool.again(sending);
            } else {
                sending.completeExceptionally(why);
            }
        }
    }

    private HttpClientException told(Throwable cause) {
        if (cause instanceof HttpClientException known) {
            return known;
        }
        boolean broke = tunnel != null || !(cause instanceof HttpMessageException);
        String what = tunnel == null ? "the exchange with " + mine.origin : "a tunnel";
        return new HttpClientException(
                broke ? Kind.BROKEN : Kind.PROTOCOL, what + " broke: " + cause.getMessage(), cause);
    }

    private void stopSending(Throwable cause) {
        if (outbound != null) {
            outbound.broke(cause);
        }
        if (running != null && !allSent) {
            running.cancel(String.valueOf(cause.getMessage()));
        }
    }

    /** Nobody waits for this response any more. */
    void withdrawn(Send gone) {
        if (sending == gone && !headRead) {
            fail(Kind.BROKEN, "the request was withdrawn", null);
        }
    }
}
