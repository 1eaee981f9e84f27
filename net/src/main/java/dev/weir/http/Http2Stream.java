package dev.weir.http;

import dev.weir.Ending;
import dev.weir.http.internal.h2.OutFields;
import dev.weir.http.internal.h2.RequestFields;
import dev.weir.http.internal.h2.Step;
import dev.weir.http.internal.h2.StreamEvent;
import dev.weir.http.internal.h2.StreamState;
import dev.weir.net.mux.Priority;
import dev.weir.net.mux.ReceiveStream;
import dev.weir.net.mux.SendStream;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on a connection of HTTP/2: its state, its windows, and its body in each direction. What the head says is up
 * to the server's or the client's kind of it. For the event loop.
 */
abstract class Http2Stream {
    final Http2Connection connection;
    final int id;
    final ReceiveStream receive;
    final SendStream<Http2Stream> send;
    StreamState state = StreamState.IDLE;

    @Nullable
    StreamInbound inbound;

    @Nullable
    StreamOutbound outbound;

    private final SendQueue queue = new SendQueue();
    private Headers trailers = Headers.none();
    private OptionalLong declared = OptionalLong.empty();
    private long received;
    private boolean weighable = true;
    private long conversesSince;
    private final Progress progress;

    Http2Stream(Http2Connection connection, int id) {
        this.connection = connection;
        this.id = id;
        this.receive = connection.windows.openReceiving();
        this.send = connection.windows.openSending(this);
        this.progress = new Progress(connection.limits.leastTaken(), connection.now());
    }

    // ---- what the kinds of it do

    /** A head has come, and perhaps the end with it. */
    abstract void head(Http2Headers fields, boolean end) throws Http2Exception;

    /** The peer has given it up; its state says so already. */
    void resetByPeer(long error) {
        gone(new IOException("the peer has reset the stream: " + Http2Error.valueOf(error)));
    }

    /** The last byte that is to be sent was handed to the socket. */
    abstract void sent();

    /** It has ended before both ends had said all; its state says so already. */
    abstract void gone(Throwable cause);

    /** Something of what is sent, or its end, is about to be queued. */
    void bodyComes() {}

    /** The flow that is sent has failed or was cancelled: the message must not look complete. */
    abstract void bodyFailed(Ending ending);

    /** What is received is larger than it may be, or comes too slowly. */
    abstract void bodyBroke(HttpMessageException why);

    /** Nobody wants the rest of what is received. */
    abstract void bodyUnwanted();

    // ---- what comes

    /** What this makes of its state; false if it means nothing any more. */
    final boolean on(StreamEvent event) throws Http2Exception {
        Step step = state.on(event);
        if (step instanceof Step.To(StreamState next)) {
            state = next;
            return true;
        }
        return Http2Connection.act(id, step);
    }

    /** How long the body will be, by its head. */
    final void declare(OptionalLong length) {
        declared = length;
    }

    final void data(ByteBuf bytes, int padding, boolean end) throws Http2Exception {
        int count = bytes.readableBytes();
        if (!(state.on(StreamEvent.DATA_IN) instanceof Step.To)) {
            connection.windows.discarded(count + padding);
            on(StreamEvent.DATA_IN);
            return;
        }
        connection.windows.received(this, count, padding);
        received += count;
        if (declared.isPresent() && received > declared.getAsLong()) {
            throw malformed("a body must have the " + declared.getAsLong() + " bytes that were declared but has more");
        }
        if (inbound != null && !conversation() && received > connection.limits.bodyBytes()) {
            bodyBroke(new HttpMessageException(
                    413, "a body must have <= " + connection.limits.bodyBytes() + " bytes but has more; send less"));
        } else if (inbound != null) {
            inbound.data(bytes);
        }
        if (end) {
            ended(Headers.none());
        }
    }

    /** A second head: what stands behind the body. */
    final void trailers(Http2Headers fields, boolean end) throws Http2Exception {
        if (conversation()) {
            throw malformed("a stream that goes on with something else than HTTP must have no second head but had one");
        }
        if (!end) {
            throw malformed("a second head must be the end of its stream but was not");
        }
        ended(RequestFields.trailers(id, fields));
    }

    final void ended(Headers behind) throws Http2Exception {
        if (declared.isPresent() && received != declared.getAsLong()) {
            throw malformed(
                    "a body must have the " + declared.getAsLong() + " bytes that were declared but had " + received);
        }
        if (on(StreamEvent.END_IN)) {
            if (inbound != null) {
                inbound.end(behind);
            }
            closeIfOver();
        }
    }

    private Http2Exception malformed(String why) {
        return Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "%s", why);
    }

    /** Whether the older way to say how much it is wanted counts: it does where the newer one said nothing. */
    final boolean weighable() {
        return weighable;
    }

    /** How much it is wanted. */
    final void prioritize(Priority priority, boolean said) {
        weighable &= !said;
        connection.windows.sending.prioritize(send, priority);
    }

    /** The peer takes more of it. */
    final void credit(int bytes) throws Http2Exception {
        connection.windows.credit(this, bytes);
        allowed(bytes);
    }

    final void allowed(long bytes) {
        if (outbound != null) {
            outbound.allowed(bytes);
        }
    }

    // ---- what is sent

    /** Bytes that are to be sent; false if they will not be. */
    final boolean queue(ByteBuf bytes) {
        int count = bytes.readableBytes();
        if (!state.maySend()) {
            bytes.release();
            return false;
        }
        if (send.wanted() == 0) {
            progress.rests();
            progress.waits(connection.now());
        }
        queue.add(bytes);
        connection.windows.sending.want(send, count);
        connection.soon();
        return true;
    }

    /** Nothing comes after what was queued but these. */
    final void endQueue(Headers behind) {
        if (state.maySend()) {
            trailers = behind;
            connection.windows.sending.end(send);
            connection.soon();
        }
    }

    /** It is its turn. */
    final void grant(int bytes, boolean last) {
        progress.moved(bytes, connection.now());
        boolean end = last && trailers.size() == 0;
        Runnable then = end ? () -> left(bytes, true) : () -> left(bytes, false);
        if (bytes > 0 || end) {
            connection.frames.data(id, queue.cut(bytes, connection.channel.alloc()), end, then);
        }
        if (last && !end) {
            connection.frames.head(id, OutFields.trailers(trailers), true, () -> left(0, true));
        }
        if (last) {
            endOut();
        }
    }

    private void left(int bytes, boolean all) {
        if (outbound != null) {
            outbound.left(bytes);
        }
        if (all) {
            sent();
        }
    }

    /** Everything was written. */
    final void endOut() {
        if (state.on(StreamEvent.END_OUT) instanceof Step.To(StreamState next)) {
            state = next;
            closeIfOver();
        }
    }

    // ---- the end

    /** Gives it up, if it is not over. */
    final void reset(Http2Error error) {
        if (state.on(StreamEvent.RESET_OUT) instanceof Step.To(StreamState next)) {
            state = next;
            connection.frames.reset(id, error);
            closeIfOver();
        }
    }

    /** Gives it up, and tells those who work for it. */
    final void reset(Http2Error error, Throwable cause) {
        reset(error);
        gone(cause);
    }

    final void closeIfOver() {
        if (state.closed()) {
            connection.closed(this);
        }
    }

    /** Lets go of what it holds. What was received stays readable if all of it has come. */
    final void release() {
        long unsent = send.wanted();
        connection.windows.sending.close(send);
        queue.clear();
        if (outbound != null && unsent > 0) {
            outbound.left(unsent);
        }
        if (inbound == null || inbound.over() || state != StreamState.ENDED) {
            connection.windows.receiving.close(receive);
        }
    }

    /** Looks whether the peer has made progress, where it must. */
    void check(long now, long timeout) {
        HttpMessageException late = late(now, timeout);
        if (late != null) {
            bodyBroke(late);
        } else if (send.wanted() > 0 && progress.slowFor(now) > timeout && stalled(now, timeout)) {
            reset(Http2Error.CANCEL, connection.limits.takesTooLittle(progress.tooLittle()));
        }
    }

    /** What is wrong if too little has come of what is wanted. */
    private @Nullable HttpMessageException late(long now, long timeout) {
        if (inbound == null) {
            return null;
        }
        Progress coming = inbound.progress;
        if (!conversation()) {
            return coming.slowFor(now) > timeout ? inbound.tooLittle() : null;
        }
        long silent = inbound.untouched() ? now - conversesSince : coming.silentFor(now);
        long quiet = Math.min(silent, now - progress.movedAt()); // what goes out counts too
        return quiet > connection.limits.idleTimeout().toNanos() ? connection.limits.nothingMoved() : null;
    }

    /** Whether it has gone over from HTTP to a conversation. */
    boolean conversation() {
        return false;
    }

    /** It goes over to one now. */
    final void converses() {
        conversesSince = connection.now();
    }

    private boolean stalled(long now, long timeout) {
        return send.stalled() || connection.windows.stalledFor(now) > timeout;
    }
}
