package dev.weir.http;

import dev.weir.Duplex;
import dev.weir.Ending;
import dev.weir.Fn;
import dev.weir.Pipeline;
import dev.weir.Source;
import dev.weir.admission.Refusal;
import dev.weir.http.internal.Chars;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer, made by a server's handler or received by a client. Immutable; each {@code with...} answers another one.
 *
 * <p>A received response holds a connection: run its {@link #body()} once, or {@link #discard()} it. Until then nothing
 * more of it is read than fits the limits.
 */
public final class Response {
    static final int SWITCHING = 101;
    static final String TEXT = "text/plain; charset=utf-8";
    private static final Headers IS_TEXT = Headers.of("Content-Type", TEXT);

    private final int status;
    private final Headers headers;
    private final Body body;
    private final Consumer<Ending> ended;
    private final @Nullable Supplier<Headers> trailers;

    Response(int status, Headers headers, Body body) {
        this(status, headers, body, ending -> {}, null);
    }

    private Response(
            int status, Headers headers, Body body, Consumer<Ending> ended, @Nullable Supplier<Headers> trailers) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.ended = ended;
        this.trailers = trailers;
    }

    /**
     * An answer without a body.
     *
     * @param status 200 to 599
     * @return the response
     * @throws IllegalArgumentException if the status is not a final one
     */
    public static Response of(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException(
                    "a status must be 200 to 599 but was " + status + "; 1xx are sent by the server itself");
        }
        return new Response(status, Headers.none(), WholeBody.EMPTY);
    }

    /**
     * A short text.
     *
     * @param status 200 to 599
     * @param text sent in UTF-8
     * @return the response
     * @throws IllegalArgumentException if the status is not a final one
     */
    public static Response text(int status, String text) {
        return of(status).withHeaders(IS_TEXT).withBody(WholeBody.of(text));
    }

    /**
     * The answer to a request that is not let in: 503 with {@code Retry-After}, the same in milliseconds, and the reason in
     * {@code Weir-Refusal}; to a call of gRPC the same in its terms.
     *
     * @param head the request
     * @param why why it is refused, and when to come back
     * @return the response
     */
    public static Response refused(Request head, Refusal why) {
        return Refusals.answer(head, new Decision.Refuse(why));
    }

    /**
     * Status 200 and a body of a length that is not known.
     *
     * @param body run when it is sent, as fast as the peer takes it. A buffer that it has emitted must not be changed
     * @return the response
     */
    public static Response ok(Source<ByteBuffer> body) {
        return of(200).withBody(body);
    }

    /**
     * Goes on with another protocol than HTTP, as the request offered: {@link Request#offers}. From the first byte after
     * the heads on, all bytes in both directions are those of the conversation. A request that did not offer it is
     * answered with 426 instead, and one whose body was not run to its end with 400.
     *
     * <p>The conversation is run by the server, on virtual threads or on the event loop as its handler is. Each direction
     * has its own backpressure. The source ends where the peer ends what it says; a clean end of the sink ends what is said
     * to the peer, and the other direction goes on; when both have ended the connection is closed. If the conversation
     * fails or is cancelled, it is cut. A direction that the conversation has not begun when it ends is ended with it. So
     * long as the source is not run, a peer that has gone is noticed only by what is sent to it.
     *
     * <p>One in which nothing moves for {@link HttpLimits#idleTimeout} is cut. A server that drains drains the
     * conversation, and cuts it when the time is over.
     *
     * @param protocol a token, and perhaps a slash and a version, such as {@code websocket}
     * @param conversation declares what is said, given what the peer says and where to answer it
     * @return a response of status 101, or what stands for it in the version of HTTP that is spoken
     * @throws IllegalArgumentException if the protocol is no token
     */
    public static Response switching(
            String protocol, Fn<? super Duplex<byte[], byte[]>, ? extends Pipeline<?>> conversation) {
        if (!Chars.token(protocol.replaceFirst("/", ""))) {
            throw new IllegalArgumentException(
                    "a protocol must be a token, and perhaps a slash and a version, but was '" + Chars.shown(protocol)
                            + "'; use its registered name, such as websocket");
        }
        Body body = new Body.Switching(Objects.requireNonNull(conversation));
        return new Response(SWITCHING, Headers.of("Upgrade", protocol), body);
    }

    /**
     * Answers CONNECT with a tunnel; as {@link #switching} otherwise. Such requests come to a handler only if
     * {@link HttpServerBuilder#tunnels} was called. A request of another method is answered with 500 instead.
     *
     * @param conversation declares what is said, given what the peer says and where to answer it
     * @return a response of status 200
     */
    public static Response tunnel(Fn<? super Duplex<byte[], byte[]>, ? extends Pipeline<?>> conversation) {
        return new Response(200, Headers.none(), new Body.Switching(Objects.requireNonNull(conversation)));
    }

    /**
     * The status.
     *
     * @return 200 to 599; 101 if it switches to another protocol, and less than 200 if it is an interim one
     */
    public int status() {
        return status;
    }

    /**
     * The header fields. Those that say where a message ends ({@code Content-Length}, {@code Transfer-Encoding}) are
     * there if it was received; in one that is sent, the server writes its own.
     *
     * @return all of them
     */
    public Headers headers() {
        return headers;
    }

    /**
     * The body. Its buffers are the taker's own.
     *
     * @return a flow of its bytes; of a received response, one that can be run once
     */
    public Source<ByteBuffer> body() {
        return body.source();
    }

    /**
     * The length of the body.
     *
     * @return in bytes, 0 if there is none; empty if that is known only at its end
     */
    public OptionalLong contentLength() {
        return body.length();
    }

    /**
     * What comes behind the body. Of a received response these are the fields that the peer has sent there, once the body
     * was taken to its clean end: none before that, and none that may not stand there (those that say where a message ends,
     * where it goes, or who sent it are dropped). They obey the limits of a head.
     *
     * @return the trailers of a received response, or what was given to {@link #withTrailers}, asked for now
     */
    public Headers trailers() {
        return trailers == null ? body.trailers() : trailers.get();
    }

    /**
     * Says that nobody will run the body. The rest of a received one is drained if it is short, else its connection is
     * closed. No effect on one that is being run, and on one that was made here. Never blocks.
     */
    public void discard() {
        body.discard();
    }

    /**
     * With one value for a header, instead of those it has.
     *
     * @param name a token
     * @param value the value
     * @return another response
     * @throws IllegalArgumentException if name or value has a character that may not be there
     */
    public Response with(String name, String value) {
        return withHeaders(headers.with(name, value));
    }

    /**
     * With other headers.
     *
     * @param other all of them
     * @return another response
     */
    public Response withHeaders(Headers other) {
        return new Response(status, Objects.requireNonNull(other), body, ended, trailers);
    }

    /**
     * With a body of a length that is not known.
     *
     * @param source run when it is sent. A buffer that it has emitted must not be changed any more
     * @return another response
     */
    public Response withBody(Source<ByteBuffer> source) {
        return withBody(new Body.Streamed(Objects.requireNonNull(source), OptionalLong.empty()));
    }

    /**
     * With a body of a known length.
     *
     * @param source run when it is sent; if it has more or fewer bytes, the connection is cut
     * @param length in bytes, at least 0
     * @return another response
     * @throws IllegalArgumentException if the length is negative
     */
    public Response withBody(Source<ByteBuffer> source, long length) {
        return withBody(new Body.Streamed(Objects.requireNonNull(source), checkedLength(length)));
    }

    /**
     * With a callback that the server calls once, when the exchange is over: done when the last byte was handed to the
     * socket; failed or cancelled when it broke before that, or was never sent. It is called on the connection's event
     * loop and must not block. Callbacks add up.
     *
     * @param callback told the ending
     * @return another response
     */
    public Response onEnded(Consumer<Ending> callback) {
        return new Response(status, headers, body, ended.andThen(callback), trailers);
    }

    /**
     * With fields that are sent behind the body, such as what is known only when all of it has gone by; a proxy hands on
     * what came with {@code withTrailers(upstream::trailers)}. HTTP/1.1 sends such a body in chunks, also where its length
     * is known; a peer of HTTP/1.0 gets none. The header {@code Trailer}, which announces them, is the caller's.
     *
     * @param other asked once, by the flow of the body, when that has ended cleanly; must not block. If it throws, or
     *     answers a field that may not stand there, the message is cut off
     * @return another response
     */
    public Response withTrailers(Supplier<Headers> other) {
        Objects.requireNonNull(other);
        return new Response(status, headers, body, ended, other);
    }

    /**
     * Says that the body goes on for as long as there is something to tell and the peer listens, so that its length says
     * nothing of the work it makes. The permit of its request is given back when its head is sent. Conversations and
     * {@code text/event-stream} are so without it.
     *
     * @return another response
     * @throws IllegalStateException if its body is no flow
     */
    public Response lasting() {
        if (!(body instanceof Body.Streamed(Source<ByteBuffer> source, OptionalLong length, boolean _))) {
            throw new IllegalStateException(
                    "a response that lasts must have a flow as its body but had none; call ok or withBody before");
        }
        return withBody(new Body.Streamed(source, length, true));
    }

    /** Whether how long it is sent says nothing of the work it makes. */
    boolean lasts() {
        return body.lasts()
                || (!(body instanceof WholeBody)
                        && headers.first("Content-Type")
                                .filter(type -> type.startsWith("text/event-stream"))
                                .isPresent());
    }

    private Response withBody(Body other) {
        if (body instanceof Body.Switching) {
            throw new IllegalStateException(
                    "a response that switches has no body but was given one; say it in the" + " conversation");
        }
        return new Response(status, headers, other, ended, trailers);
    }

    static OptionalLong checkedLength(long length) {
        if (length < 0) {
            throw new IllegalArgumentException(
                    "a length must be >= 0 but was " + length + "; leave it out if it is not known");
        }
        return OptionalLong.of(length);
    }

    /** Whether somebody wants trailers sent. */
    boolean hasTrailers() {
        return trailers != null;
    }

    Body carried() {
        return body;
    }

    Consumer<Ending> ended() {
        return ended;
    }

    @Override
    public String toString() {
        return "response " + status;
    }
}
