package dev.weir.http;

import dev.weir.Capacity;
import java.nio.ByteBuffer;
import java.time.Duration;

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
 * @param progressTimeout how long a peer may send nothing of a body that is wanted (408), or take nothing that is sent
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
     *     32 KiB, 60 s idle, 10 s for a head, 30 s without progress, 10,000 connections
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
                connections,
                http2);
    }

    /**
     * With other time-outs.
     *
     * @param idle how long a connection may rest between exchanges
     * @param head how long the head of a request may take
     * @param progress how long a peer may make no progress with a body
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
                connections,
                other);
    }

    /** What the link of a received body may hold. */
    Capacity buffered() {
        return Capacity.items(BUFFERS).weighing(bufferedBytes, CHUNK, ByteBuffer::remaining);
    }
}
