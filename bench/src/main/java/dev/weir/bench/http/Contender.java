package dev.weir.bench.http;

/**
 * A server that answers requests for a {@link Payload} on a port of the loopback address, over HTTP/1.1 and over HTTP/2
 * in the clear with prior knowledge. Each answer has a status of 200, {@code Content-Type}, {@code Content-Length} and
 * {@code Date}, and what else its server cannot leave away.
 */
interface Contender extends AutoCloseable {
    /** Starts it, and gives the port it got. */
    int start() throws Exception;

    /** Stops it. */
    @Override
    void close();
}
