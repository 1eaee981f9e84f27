package dev.weir.http;

import java.io.IOException;

/**
 * A message broke the rules of HTTP, was larger than allowed, came too slowly, or broke off. It fails the run of the
 * body it was found in. Made once for each such message, without a stack trace: the peer is its cause, not the code.
 */
public final class HttpMessageException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What a server answers. */
    private final int status;

    /**
     * Made by the decoder of messages.
     *
     * @param status what a server answers: 400, 408, 413, ...
     * @param message rule, value, way out
     */
    public HttpMessageException(int status, String message) {
        super(message);
        this.status = status;
    }

    /**
     * What a server answers such a message with, if it has not begun to answer.
     *
     * @return a status of 400 or more
     */
    public int status() {
        return status;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
