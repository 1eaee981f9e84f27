package dev.weir.http.internal.h2;

import io.netty.handler.codec.http2.Http2Error;

/** What an event makes of a stream. */
public sealed interface Step {
    /**
     * All is well.
     *
     * @param state the stream's from now on
     */
    record To(StreamState state) implements Step {}

    /** Was on its way when the stream ended: it means nothing. */
    record Ignored() implements Step {}

    /**
     * The stream is to be reset.
     *
     * @param error why
     */
    record StreamFault(Http2Error error) implements Step {}

    /**
     * The connection cannot go on.
     *
     * @param error why
     */
    record ConnectionFault(Http2Error error) implements Step {}
}
