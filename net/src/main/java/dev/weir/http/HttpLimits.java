package dev.weir.http;

import dev.weir.Capacity;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What one connection may hold, and how long it may take. For each direction of a connection, at no time is more held
 * than {@code bufferedBytes}, one read of {@link #CHUNK} bytes, and {@code highMark} bytes plus the one item that went
 * over it; the head of a message adds what its own limits say while it is read.
 *
 * @param requestLineBytes the longest request line; a longer one is answered with 414
 * @param headerBytes all header lines together; more are answered with 431
 * @param headerCount the most header lines; more are answered with 431
 * @param bodyBytes the largest body; a larger one is answered with 413. Bodies are streamed, so the default has no limit
 * @param bufferedBytes how many bytes of a body may wait for whoever runs it, at least {@link #CHUNK}
 * @param highMark at so many unsent bytes, a body that is sent is held back
 * @param lowMark at so many unsent bytes it goes on
 * @param idleTimeout how long a connection may rest between exchanges; then it is closed. Also how long nothing may move in
 *     either direction of a connection that goes on with another protocol; then it is cut
 * @param headTimeout how long the head of a request may take, from its first byte; then it is answered with 408
 * @param progressTimeout in this time a peer sends {@code leastReceived} bytes of a body that is wanted (408), and takes {@code
 *     leastTaken} bytes of what is sent. Only time in which it is the peer's turn counts
 * @param leastReceived that many bytes of a body, at least 0. What is left of it, if that is less, may take one time-out. 0 is
 *     for bodies that are streams of small messages: any byte is progress, and nothing at all still is none. It holds for all
 *     requests, and for responses whose length is known; for others, which may be streams of events, any byte is progress
 * @param leastTaken that many bytes, at least 0, counted as the other ones
 * @param connections how many may be open; beyond that the server stops accepting until one has closed
 * @param http2 what a connection of HTTP/2 may hold and cost
 */
public record HttpLimits(
        int requestLineBytes,
        int headerBytes,
        int headerCount,
        long bodyBytes,
        int bufferedBytes,
        int highMark,
        int lowMark,
        Duration idleTimeout,
        Duration headTimeout,
        Duration progressTimeout,
        int leastReceived,
        int leastTaken,
        int connections,
        Http2Limits http2) {
    /** The largest buffer of a received body, and the most that is read from a socket at a time: 16 KiB. */
    public static final int CHUNK = 16 * 1024;

    /** So many bytes of a body that nobody wants are read and thrown away to keep its connection: 64 KiB. */
    static final int DRAINED = 64 * 1024;

    /** A link counts buffers too, so that many tiny ones do not cost more than they weigh. */
    private static final int BUFFERS = 64;

    private static final HttpLimits DEFAULTS = new HttpLimits(
            8 * 1024,
            32 * 1024,
            100,
            Long.MAX_VALUE,
            64 * 1024,
            64 * 1024,
            32 * 1024,
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            1024,
            1024,
            10_000,
            Http2Limits.defaults());

    /** Checks the numbers. */
    public HttpLimits {
        atLeast("requestLineBytes", 16, requestLineBytes);
        atLeast("headerBytes", 16, headerBytes);
        atLeast("headerCount", 1, headerCount);
        atLeast("bodyBytes", 0, bodyBytes);
        atLeast("bufferedBytes", CHUNK, bufferedBytes);
        atLeast("lowMark", 0, lowMark);
        atLeast("highMark", lowMark + 1L, highMark);
        atLeast("idleTimeout in nanoseconds", 1, idleTimeout.toNanos());
        atLeast("headTimeout in nanoseconds", 1, headTimeout.toNanos());
        atLeast("progressTimeout in nanoseconds", 1, progressTimeout.toNanos());
        atLeast("leastReceived", 0, leastReceived);
        atLeast("leastTaken", 0, leastTaken);
        atLeast("connections", 1, connections);
    }

    private static void atLeast(String what, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(
                    what + " must be >= " + least + " but was " + value + "; HttpLimits.defaults() has sane ones");
        }
    }

    /**
     * The limits of a server or client that was given none.
     *
     * @return 8 KiB request line, 32 KiB and 100 header lines, bodies without limit, 64 KiB buffered, marks at 64 and
     *     32 KiB, 60 s idle, 10 s for a head, 1 KiB of progress in 30 s, 10,000 connections
     */
    public static HttpLimits defaults() {
        return DEFAULTS;
    }

    /**
     * With other limits for a head.
     *
     * @param lineBytes the longest request line
     * @param allHeaderBytes all header lines together
     * @param count the most header lines
     * @return other limits
     */
    public HttpLimits head(int lineBytes, int allHeaderBytes, int count) {
        return new HttpLimits(
                lineBytes,
                allHeaderBytes,
                count,
                bodyBytes,
                bufferedBytes,
                highMark,
                lowMark,
                idleTimeout,
                headTimeout,
                progressTimeout,
                leastReceived,
                leastTaken,
                connections,
                http2);
    }

    /**
     * With another limit for bodies.
     *
     * @param most the largest body in bytes
     * @return other limits
     */
    public HttpLimits body(long most) {
        return new HttpLimits(
                requestLineBytes,
                headerBytes,
                headerCount,
                most,
                bufferedBytes,
                highMark,
                lowMark,
                idleTimeout,
                headTimeout,
                progressTimeout,
                leastReceived,
                leastTaken,
                connections,
                http2);
    }

    /**
     * With other sizes of what is held of a body.
     *
     * @param received how many bytes may wait for whoever runs it, at least {@link #CHUNK}
     * @param high at so many unsent bytes, a body that is sent is held back
     * @param low at so many it goes on
     * @return other limits
     */
    public HttpLimits buffers(int received, int high, int low) {
        return new HttpLimits(
                requestLineBytes,
                headerBytes,
                headerCount,
                bodyBytes,
                received,
                high,
                low,
                idleTimeout,
                headTimeout,
                progressTimeout,
                leastReceived,
                leastTaken,
                connections,
                http2);
    }

    /**
     * With other time-outs.
     *
     * @param idle how long a connection may rest between exchanges
     * @param head how long the head of a request may take
     * @param progress in this time a peer makes enough progress with a body
     * @return other limits
     */
    public HttpLimits timeouts(Duration idle, Duration head, Duration progress) {
        return new HttpLimits(
                requestLineBytes,
                headerBytes,
                headerCount,
                bodyBytes,
                bufferedBytes,
                highMark,
                lowMark,
                idle,
                head,
                progress,
                leastReceived,
                leastTaken,
                connections,
                http2);
    }

    /**
     * With another measure of what is enough progress in {@code progressTimeout}.
     *
     * @param received at least so many bytes come of a body that is wanted; 0: any byte will do
     * @param taken at least so many are taken of what is sent; 0: any byte will do
     * @return other limits
     */
    public HttpLimits progress(int received, int taken) {
        return new HttpLimits(
                requestLineBytes,
                headerBytes,
                headerCount,
                bodyBytes,
                bufferedBytes,
                highMark,
                lowMark,
                idleTimeout,
                headTimeout,
                progressTimeout,
                received,
                taken,
                connections,
                http2);
    }

    /**
     * With another number of connections.
     *
     * @param most how many may be open
     * @return other limits
     */
    public HttpLimits connections(int most) {
        return new HttpLimits(
                requestLineBytes,
                headerBytes,
                headerCount,
                bodyBytes,
                bufferedBytes,
                highMark,
                lowMark,
                idleTimeout,
                headTimeout,
                progressTimeout,
                leastReceived,
                leastTaken,
                most,
                http2);
    }

    /**
     * With other limits for connections of HTTP/2.
     *
     * @param other what such a connection may hold and cost
     * @return other limits
     */
    public HttpLimits http2(Http2Limits other) {
        return new HttpLimits(
                requestLineBytes,
                headerBytes,
                headerCount,
                bodyBytes,
                bufferedBytes,
                highMark,
                lowMark,
                idleTimeout,
                headTimeout,
                progressTimeout,
                leastReceived,
                leastTaken,
                connections,
                other);
    }

    /** What is enough of a response of that length: one without a length goes on for as long as its maker likes. */
    int leastOfResponse(OptionalLong length) {
        return length.isPresent() ? leastReceived : 0;
    }

    /** A body comes too slowly. */
    HttpMessageException sendsTooLittle(long least, long came) {
        return new HttpMessageException(
                408,
                "of a body that is wanted >= " + Math.max(1, least) + " bytes must come in " + progressTimeout
                        + " but only " + came + " came; send faster, or ask for less with HttpLimits.progress");
    }

    /** What is sent is taken too slowly. */
    HttpMessageException takesTooLittle(long taken) {
        return new HttpMessageException(
                408,
                "a peer must take >= " + Math.max(1, leastTaken) + " bytes of what is sent in " + progressTimeout
                        + " but took " + taken + "; read faster, or ask for less with HttpLimits.progress");
    }

    /** In a conversation there was silence for too long. */
    HttpMessageException nothingMoved() {
        return new HttpMessageException(
                408,
                "in a tunnel something must move within " + idleTimeout
                        + " but nothing did; send something from time to time, or raise idleTimeout");
    }

    /** What the link of a received body may hold. */
    Capacity buffered() {
        return Capacity.items(BUFFERS).weighing(bufferedBytes, CHUNK, ByteBuffer::remaining);
    }
}
