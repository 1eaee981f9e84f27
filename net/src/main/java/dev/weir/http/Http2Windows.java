package dev.weir.http;

import dev.weir.http.internal.h2.Calm;
import dev.weir.http.internal.h2.PriorityField;
import dev.weir.net.mux.Budget;
import dev.weir.net.mux.Grant;
import dev.weir.net.mux.ReceiveSide;
import dev.weir.net.mux.ReceiveSide.Verdict;
import dev.weir.net.mux.ReceiveStream;
import dev.weir.net.mux.SendSide;
import dev.weir.net.mux.SendStream;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a connection of HTTP/2, and what its peer does without them: what breaks their rules, or is too much, is
 * thrown as a fault of the stream or the connection. For the event loop.
 */
final class Http2Windows {
    private static final int FIRST = 65_535;

    final SendSide<Http2Stream> sending = new SendSide<>(FIRST, Integer.MAX_VALUE);
    final ReceiveSide receiving;
    final Budget budget;

    private final Http2Limits rules;
    private final Calm calm;
    private long peerWindow = FIRST;
    private boolean settingsKnown;
    private long progressAt = System.nanoTime();

    Http2Windows(Http2Limits rules) {
        this.rules = rules;
        this.receiving = new ReceiveSide(FIRST, rules.connectionWindow());
        this.budget = new Budget(rules.sendBudget(), rules.sendBudget() / 2);
        this.calm = new Calm(rules, System.nanoTime());
    }

    SendStream<Http2Stream> openSending(Http2Stream stream) {
        return sending.open(stream, peerWindow, PriorityField.UNSAID);
    }

    /** Before the peer has heard of the settings here, it may go by the defaults. */
    ReceiveStream openReceiving() {
        return receiving.open(settingsKnown ? rules.streamWindow() : Math.max(FIRST, rules.streamWindow()));
    }

    /** The peer has heard of the settings here. */
    void settingsKnown() {
        settingsKnown = true;
    }

    /** The peer's window for each stream is another one; answers by how much. */
    long peerWindow(long bytes) throws Http2Exception {
        long change = bytes - peerWindow;
        if (!sending.shift(change)) {
            throw Http2Exception.connectionError(
                    Http2Error.FLOW_CONTROL_ERROR, "a window must be < 2^31 but would be %d more", change);
        }
        peerWindow = bytes;
        return change;
    }

    /** The peer takes more in all. */
    void credit(int bytes) throws Http2Exception {
        if (!sending.credit(bytes)) {
            throw Http2Exception.connectionError(
                    Http2Error.FLOW_CONTROL_ERROR, "a window must be < 2^31 but is %d more", bytes);
        }
    }

    /** The peer takes more of a stream. */
    void credit(Http2Stream stream, int bytes) throws Http2Exception {
        if (!sending.credit(stream.send, bytes)) {
            throw Http2Exception.streamError(
                    stream.id, Http2Error.FLOW_CONTROL_ERROR, "a window must be < 2^31 but is %d more", bytes);
        }
    }

    /** Bytes came for a stream, some of which are padding. */
    void received(Http2Stream stream, int bytes, int padding) throws Http2Exception {
        Verdict verdict = receiving.received(stream.receive, (long) bytes + padding);
        checkConnection(verdict);
        if (verdict == Verdict.STREAM_EXCEEDED) {
            throw Http2Exception.streamError(
                    stream.id, Http2Error.FLOW_CONTROL_ERROR, "more came than the stream's window");
        }
        receiving.consumed(stream.receive, padding);
    }

    /** Bytes came that nobody will take. */
    void discarded(int bytes) throws Http2Exception {
        checkConnection(receiving.discarded(bytes));
    }

    private static void checkConnection(Verdict verdict) throws Http2Exception {
        if (verdict == Verdict.CONNECTION_EXCEEDED) {
            throw Http2Exception.connectionError(
                    Http2Error.FLOW_CONTROL_ERROR, "more came than the connection's window");
        }
    }

    /** Whose turn it is; null if nothing may be sent. */
    @Nullable
    Grant<Http2Stream> next(int most) {
        Grant<Http2Stream> grant = sending.next(most);
        if (grant != null && grant.bytes() > 0) {
            progressAt = System.nanoTime();
            calm.moved(grant.bytes());
        }
        return grant;
    }

    /** How long nothing could be sent for want of the connection's window. */
    long stalledFor(long now) {
        return sending.window() > 0 ? 0 : now - progressAt;
    }

    // ---- what costs the peer nothing

    /** A frame without data came. */
    void costs() throws Http2Exception {
        if (!calm.frame(System.nanoTime())) {
            throw calmDown("frames without data");
        }
    }

    /** A stream was reset by the peer, or for what it did. */
    void costsReset() throws Http2Exception {
        if (!calm.reset(System.nanoTime())) {
            throw calmDown("streams that are reset");
        }
    }

    /** Data came. */
    void moved(int bytes) {
        calm.moved(bytes);
    }

    private static Http2Exception calmDown(String what) {
        return Http2Exception.connectionError(
                Http2Error.ENHANCE_YOUR_CALM, "a peer must not send so many %s; send fewer", what);
    }
}
