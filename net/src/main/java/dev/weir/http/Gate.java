package dev.weir.http;

/**
 * Stands before a server: asked about each request when its head is there, before its body is read, before a handler
 * sees it, and before the peer is told to go on with a body it has only announced.
 */
@FunctionalInterface
public interface Gate {
    /** Lets everybody in. */
    Gate OPEN = head -> Decision.Admit.FREELY;

    /**
     * Decides. Called on the connection's event loop: it must be quick, and must not block or run the body. If it
     * throws, the request is answered with 500.
     *
     * @param head the request; its body is not there yet
     * @return whether it is let in
     */
    Decision decide(Request head);
}
