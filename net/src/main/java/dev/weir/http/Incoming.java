package dev.weir.http;

/** A body that a connection, or a stream of one, receives. */
interface Incoming {
    /** Nobody will run it. Any thread. */
    void discard();

    /** Whether no more of it comes. On the event loop. */
    boolean over();

    /** Whether it is the peer's turn: somebody runs it and there is room for more. On the event loop. */
    boolean awaited();

    /** Run when it is the peer's turn for the first time from now on. On the event loop, as this call. */
    void onAwaited(Runnable first);

    /** What came behind it; none before it has ended cleanly. Any thread. */
    Headers trailers();

    /** Whether something may come behind it although its length is known, as it may in HTTP/2. On its event loop. */
    default boolean mayTrail() {
        return false;
    }

    /** Breaks it for whoever runs it, or will. On the event loop. */
    void fail(Throwable cause);
}
