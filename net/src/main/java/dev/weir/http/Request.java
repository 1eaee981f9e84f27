package dev.weir.http;

import dev.weir.Ending;
import dev.weir.Source;
import dev.weir.http.internal.Chars;
import dev.weir.http.internal.Targets;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A request, received by a server or built for a client. Immutable; each {@code with...} answers another one.
 *
 * <p>The body of a received request can be run once, and is read from the socket only while that run takes it. It fails
 * if the message breaks off or breaks the rules of HTTP, with an {@link HttpMessageException}. A body that was not run is
 * drained by the server if it is short, or else the connection is closed after the answer.
 */
public final class Request {
    static final String CONNECT = "CONNECT";

    private final String method;
    private final String target;
    private final Headers headers;
    private final Body body;
    private final Peer peer;
    private final @Nullable Supplier<Headers> trailers;

    /**
     * Where a received request came from, and on which event loop, how its exchange ended, and what its sender, or who
     * answers it, says before.
     */
    record Peer(
            Optional<InetSocketAddress> address,
            @Nullable EventLoop loop,
            CompletableFuture<Ending> over,
            Early early,
            Consumer<? super Response> interim) {
        /** Of a request that was received. */
        Peer(Connection connection, CompletableFuture<Ending> over, Early early) {
            this(connection.peerAddress(), connection.loop, over, early, response -> {});
        }

        /** Of a request that was made here. */
        static Peer none() {
            var early = new Early(hints -> {}, () -> {});
            return new Peer(Optional.empty(), null, new CompletableFuture<>(), early, response -> {});
        }
    }

    Request(String method, String target, Headers headers, Body body, Peer peer) {
        this(method, target, headers, body, peer, null);
    }

    private Request(
            String method, String target, Headers headers, Body body, Peer peer, @Nullable Supplier<Headers> trailers) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
        this.peer = peer;
        this.trailers = trailers;
    }

    /**
     * A request without a body.
     *
     * @param method a token, such as {@code GET}
     * @param target what is asked for, as it stands in the request line: {@code /a?b}, {@code *} for OPTIONS, or {@code
     *     host:port} for CONNECT
     * @return the request
     * @throws IllegalArgumentException if method or target could not stand in a request line
     */
    public static Request of(String method, String target) {
        return new Request(
                checkedMethod(method), checkedTarget(method, target), Headers.none(), WholeBody.EMPTY, Peer.none());
    }

    /**
     * A GET request.
     *
     * @param target what is asked for, such as {@code /a?b}
     * @return the request
     * @throws IllegalArgumentException if the target could not stand in a request line
     */
    public static Request get(String target) {
        return of("GET", target);
    }

    /**
     * A POST request whose body is sent in chunks, as fast as the peer takes them.
     *
     * @param target what it is sent to, such as {@code /a?b}
     * @param body run when it is sent
     * @return the request
     * @throws IllegalArgumentException if the target could not stand in a request line
     */
    public static Request post(String target, Source<ByteBuffer> body) {
        return of("POST", target).withBody(body);
    }

    private static String checkedMethod(String method) {
        if (!Chars.token(method)) {
            throw new IllegalArgumentException(
                    "a method must be a token but was '" + Chars.shown(method) + "'; use GET, POST, ...");
        }
        return method;
    }

    private static String checkedTarget(String method, String target) {
        if (method.equals(CONNECT)) {
            if (!Targets.authorityWithPort(target)) {
                throw new IllegalArgumentException("the target of CONNECT must be a host and a port but was '"
                        + Chars.shown(target) + "'; use host:port");
            }
        } else if (!Chars.visible(target)
                || (target.charAt(0) != '/' && !target.equals("*"))
                || target.indexOf('#') >= 0) {
            throw new IllegalArgumentException("a target must begin with / and have no blanks, fragments or characters"
                    + " beyond ASCII but was '" + Chars.shown(target) + "'; encode it with %");
        }
        return target;
    }

    /**
     * The method.
     *
     * @return a token, in the case it was given
     */
    public String method() {
        return method;
    }

    /**
     * What is asked for: path and query as they were received, nothing decoded. If the request line had the whole URI,
     * this is its part from the path on, and the header {@code Host} its authority.
     *
     * @return such as {@code /a?b}, or {@code *}; {@code host:port} if the method is CONNECT
     */
    public String target() {
        return target;
    }

    /**
     * Whether the sender would go on with another protocol on this connection: {@link Response#switching}.
     *
     * @param protocol such as {@code websocket}, compared without regard to case
     * @return whether it is one of those that the header {@code Upgrade} names, and that header is meant for this hop
     */
    public boolean offers(String protocol) {
        return headers.listed("Upgrade", protocol) && headers.listed("Connection", "upgrade");
    }

    /**
     * The header fields.
     *
     * @return all of them, as received
     */
    public Headers headers() {
        return headers;
    }

    /**
     * The body. Its buffers are the taker's own. That of a received request holds, in the link of the flow that runs it,
     * at most what {@link HttpLimits#bufferedBytes()} says.
     *
     * @return a flow of its bytes; of a received request, one that can be run once
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
     * What comes behind the body. Of a received request these are the fields that the peer has sent there, once the body
     * was taken to its clean end: none before that, and none that may not stand there (those that say where a message ends,
     * where it goes, or who sent it are dropped). They obey the limits of a head.
     *
     * @return the trailers of a received request, or what was given to {@link #withTrailers}, asked for now
     */
    public Headers trailers() {
        return trailers == null ? body.trailers() : trailers.get();
    }

    /**
     * Who sent it.
     *
     * @return the other end of its connection; empty if it was built here
     */
    public Optional<InetSocketAddress> remoteAddress() {
        return peer.address();
    }

    /**
     * Whether it came over TLS.
     *
     * @return false: this version speaks in the clear
     */
    public boolean secure() {
        return false;
    }

    /**
     * Tells when the exchange of a received request is over, so that work for a peer that has gone can be given up. It
     * completes on the connection's event loop; what depends on it must not block there.
     *
     * @return completes with how the answer ended; never, if the request was built here
     */
    public CompletionStage<Ending> over() {
        return peer.over().minimalCompletionStage();
    }

    /**
     * Sends the sender of a received request hints before the answer, such as {@code Link} headers of what it will need:
     * an interim response of status 103. Any thread; never blocks. No effect if the answer has begun, if the peer speaks
     * HTTP/1.0, and on a request that was built here.
     *
     * @param hints the header fields of the interim response
     * @throws IllegalStateException if this was called more than 16 times
     */
    public void early(Headers hints) {
        peer.early().give(hints);
    }

    /**
     * Says that this received request is not worked on from here on: it waits until something happens elsewhere, as a long
     * poll does. Its permit is given back, so that it is in nobody's way; what bounds such requests is how many connections
     * and streams there may be. Any thread; never blocks. No effect if it is over, was said before, or was built here.
     */
    public void lasts() {
        peer.early().lasts();
    }

    /**
     * With a callback for interim responses, those before the response: 103 with early hints, 100 when the peer waits for
     * the body. The client calls it on an event loop; it must not block, and fails the exchange if it throws. A peer may
     * send 16 at most. Callbacks add up.
     *
     * @param callback told each of them: a status of less than 200, and header fields
     * @return another request
     */
    public Request onInterim(Consumer<? super Response> callback) {
        Consumer<Response> before = peer.interim()::accept;
        var other = new Peer(peer.address(), peer.loop(), peer.over(), peer.early(), before.andThen(callback));
        return new Request(method, target, headers, body, other, trailers);
    }

    /**
     * With another method.
     *
     * @param other a token
     * @return another request
     * @throws IllegalArgumentException if it could not stand in a request line, or not with this target
     */
    public Request withMethod(String other) {
        return new Request(checkedMethod(other), checkedTarget(other, target), headers, body, peer, trailers);
    }

    /**
     * With another target.
     *
     * @param other such as {@code /a?b}
     * @return another request
     * @throws IllegalArgumentException if it could not stand in a request line
     */
    public Request withTarget(String other) {
        return new Request(method, checkedTarget(method, other), headers, body, peer, trailers);
    }

    /**
     * With one value for a header, instead of those it has.
     *
     * @param name a token
     * @param value the value
     * @return another request
     * @throws IllegalArgumentException if name or value has a character that may not be there
     */
    public Request with(String name, String value) {
        return withHeaders(headers.with(name, value));
    }

    /**
     * With other headers.
     *
     * @param other all of them
     * @return another request
     */
    public Request withHeaders(Headers other) {
        return new Request(method, target, Objects.requireNonNull(other), body, peer, trailers);
    }

    /**
     * With a body of a length that is not known; it is sent in chunks.
     *
     * @param source run when it is sent. A buffer that it has emitted must not be changed any more
     * @return another request
     */
    public Request withBody(Source<ByteBuffer> source) {
        return withBody(new Body.Streamed(Objects.requireNonNull(source), OptionalLong.empty()));
    }

    /**
     * With a body of a known length.
     *
     * @param source run when it is sent; if it has more or fewer bytes, the exchange fails
     * @param length in bytes, at least 0
     * @return another request
     * @throws IllegalArgumentException if the length is negative
     */
    public Request withBody(Source<ByteBuffer> source, long length) {
        return withBody(new Body.Streamed(Objects.requireNonNull(source), Response.checkedLength(length)));
    }

    /**
     * With a short body that is all here.
     *
     * @param text sent in UTF-8
     * @return another request
     */
    public Request withBody(String text) {
        return withBody(WholeBody.of(text));
    }

    /**
     * With fields that are sent behind the body, such as what is known only when all of it has gone by; a proxy hands on
     * what came with {@code withTrailers(upstream::trailers)}. HTTP/1.1 sends such a body in chunks, also where its length
     * is known; a peer of HTTP/1.0 gets none. The header {@code Trailer}, which announces them, is the caller's.
     *
     * @param other asked once, by the flow of the body, when that has ended cleanly; must not block. If it throws, or
     *     answers a field that may not stand there, the message is cut off
     * @return another request
     */
    public Request withTrailers(Supplier<Headers> other) {
        Objects.requireNonNull(other);
        return new Request(method, target, headers, body, peer, other);
    }

    private Request withBody(Body other) {
        return new Request(method, target, headers, other, peer, trailers);
    }

    /** Whether somebody wants trailers sent. */
    boolean hasTrailers() {
        return trailers != null;
    }

    /** The loop that it was received on; null: it was made here. */
    @Nullable
    EventLoop loop() {
        return peer.loop();
    }

    Consumer<? super Response> interim() {
        return peer.interim();
    }

    Body carried() {
        return body;
    }

    CompletableFuture<Ending> ended() {
        return peer.over();
    }

    @Override
    public String toString() {
        return method + " " + Chars.shown(target);
    }
}
