package dev.weir.http.internal.h2;

import dev.weir.http.internal.h2.Step.ConnectionFault;
import dev.weir.http.internal.h2.Step.Ignored;
import dev.weir.http.internal.h2.Step.StreamFault;
import dev.weir.http.internal.h2.Step.To;
import io.netty.handler.codec.http2.Http2Error;

/**
 * The states of a stream (RFC 9113, 5.1), without those of pushed ones. "Closed" is three states: what may still come after
 * it depends on how the stream was closed. A pure function: it answers what an event makes of a state.
 */
public enum StreamState {
    /** Nothing was said of it yet. */
    IDLE,
    /** Both ends may send. */
    OPEN,
    /** The peer may send. */
    LOCAL_ENDED,
    /** This end may send. */
    REMOTE_ENDED,
    /** Both ends have said all. */
    ENDED,
    /** It was given up here: what the peer sent before it knew of that may still come. */
    RESET_HERE,
    /** The peer has given it up: it has nothing more to say. */
    RESET_THERE,
    /** The peer has opened a later one instead: it may not be opened any more. */
    PASSED_OVER;

    private static final Step IGNORED = new Ignored();

    /** Whether nothing more is sent or expected. */
    public boolean closed() {
        return this == ENDED || this == RESET_HERE || this == RESET_THERE || this == PASSED_OVER;
    }

    /** Whether this end may send. */
    public boolean maySend() {
        return this == OPEN || this == REMOTE_ENDED;
    }

    /** What becomes of it. */
    public Step on(StreamEvent event) {
        return switch (this) {
            case IDLE -> ofIdle(event);
            case OPEN -> ofOpen(event);
            case LOCAL_ENDED -> ofLocalEnded(event);
            case REMOTE_ENDED -> ofRemoteEnded(event);
            case ENDED -> ofEnded(event);
            case RESET_HERE -> event == StreamEvent.PRIORITY_IN ? new To(this) : IGNORED;
            case RESET_THERE -> ofResetThere(event);
            case PASSED_OVER -> ofPassedOver(event);
        };
    }

    private static Step ofIdle(StreamEvent event) {
        return switch (event) {
            case HEAD_IN, HEAD_OUT -> new To(OPEN);
            case PRIORITY_IN -> new To(IDLE);
            case RESET_OUT -> new To(RESET_HERE);
            case DATA_IN, END_IN, RESET_IN, WINDOW_IN -> new ConnectionFault(Http2Error.PROTOCOL_ERROR);
            case END_OUT -> IGNORED;
        };
    }

    private static Step ofOpen(StreamEvent event) {
        return switch (event) {
            case HEAD_IN, DATA_IN, WINDOW_IN, PRIORITY_IN, HEAD_OUT -> new To(OPEN);
            case END_IN -> new To(REMOTE_ENDED);
            case END_OUT -> new To(LOCAL_ENDED);
            case RESET_IN -> new To(RESET_THERE);
            case RESET_OUT -> new To(RESET_HERE);
        };
    }

    private static Step ofLocalEnded(StreamEvent event) {
        return switch (event) {
            case HEAD_IN, DATA_IN, WINDOW_IN, PRIORITY_IN -> new To(LOCAL_ENDED);
            case END_IN -> new To(ENDED);
            case RESET_IN -> new To(RESET_THERE);
            case RESET_OUT -> new To(RESET_HERE);
            case HEAD_OUT, END_OUT -> IGNORED;
        };
    }

    private static Step ofRemoteEnded(StreamEvent event) {
        return switch (event) {
            case HEAD_IN, DATA_IN, END_IN -> new StreamFault(Http2Error.STREAM_CLOSED);
            case WINDOW_IN, PRIORITY_IN, HEAD_OUT -> new To(REMOTE_ENDED);
            case END_OUT -> new To(ENDED);
            case RESET_IN -> new To(RESET_THERE);
            case RESET_OUT -> new To(RESET_HERE);
        };
    }

    private static Step ofEnded(StreamEvent event) {
        return switch (event) {
            case HEAD_IN, DATA_IN, END_IN -> new ConnectionFault(Http2Error.STREAM_CLOSED);
            case PRIORITY_IN -> new To(ENDED);
            case RESET_IN, WINDOW_IN, HEAD_OUT, END_OUT, RESET_OUT -> IGNORED;
        };
    }

    private static Step ofResetThere(StreamEvent event) {
        return switch (event) {
            case HEAD_IN, DATA_IN, END_IN -> new StreamFault(Http2Error.STREAM_CLOSED);
            case PRIORITY_IN -> new To(RESET_THERE);
            case RESET_IN, WINDOW_IN, HEAD_OUT, END_OUT, RESET_OUT -> IGNORED;
        };
    }

    private static Step ofPassedOver(StreamEvent event) {
        return switch (event) {
            case HEAD_IN, DATA_IN, END_IN -> new ConnectionFault(Http2Error.PROTOCOL_ERROR);
            case PRIORITY_IN -> new To(PASSED_OVER);
            case RESET_IN, WINDOW_IN, HEAD_OUT, END_OUT, RESET_OUT -> IGNORED;
        };
    }
}
