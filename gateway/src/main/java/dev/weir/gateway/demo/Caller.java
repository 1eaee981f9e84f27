package dev.weir.gateway.demo;

import java.util.function.Consumer;

/** Sends requests to one address. It neither waits for a turn nor tries again. Any thread may use it. */
interface Caller extends AutoCloseable {
    /**
     * Sends a request. Never blocks, never throws.
     *
     * @param replied told how it ended, once, on any thread, unless it was cancelled
     * @return cancels it, which closes its connection; no effect if it has ended
     */
    Runnable send(Consumer<Reply> replied);

    /** Closes all connections. */
    @Override
    void close();
}
