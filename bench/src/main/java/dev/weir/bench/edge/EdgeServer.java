package dev.weir.bench.edge;

/** A server with a contender before its service, on a port of the loopback address. */
interface EdgeServer {
    /** Starts it, and gives the port it got. */
    int start() throws Exception;
}
