package dev.weir.websocket;

import dev.weir.http.HttpMessageException;
import java.io.IOException;

/**
 * A WebSocket ended otherwise than by a close of the peer: it broke the rules, broke off, or stopped answering. Fails both
 * directions. Made once for each such connection, without a stack trace: the peer is its cause, not the code.
 */
public final class WebSocketException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What the peer was told, if it could be told anything. */
    private final int code;

    /**
     * Made by the layer that speaks the protocol.
     *
     * @param code one of those in {@link Close}
     * @param message rule, value, way out
     */
    public WebSocketException(int code, String message) {
        super(message, new HttpMessageException(400, message)); // so that a server knows that the peer is to blame
        this.code = code;
    }

    /**
     * What the peer was told.
     *
     * @return one of the codes in {@link Close}; {@link Close#BROKEN} if it was told nothing
     */
    public int code() {
        return code;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
