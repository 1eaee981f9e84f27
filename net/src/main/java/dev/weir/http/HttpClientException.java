package dev.weir.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An exchange of a client failed. */
public final class HttpClientException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Where it failed. */
    public enum Kind {
        /** No connection could be made; the request was not sent. */
        CONNECT,
        /** The connection broke, or was closed here, before the response was complete. */
        BROKEN,
        /** The peer took too long. */
        TIMEOUT,
        /** What came was not HTTP as it must be; the connection was closed. */
        PROTOCOL,
        /** All connections are in use and the line of those who wait is full; the request was not sent. */
        BUSY
    }

    /** Where it failed. */
    private final Kind kind;

    /**
     * Made by the client.
     *
     * @param kind where it failed
     * @param message rule, value, way out
     * @param cause what was thrown, if anything was
     */
    public HttpClientException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /**
     * Where it failed.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
