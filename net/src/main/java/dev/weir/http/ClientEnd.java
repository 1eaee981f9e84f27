package dev.weir.http;

/** A client's end of a connection, whatever it speaks. */
interface ClientEnd {
    /** The connection. Any thread. */
    Connection connection();

    /** Sends this request; any thread. It has a place for it by the pool's count. */
    void run(Send next);

    /** Closes it; if exchanges are under way, those are broken. On the event loop. */
    void shut(String why);

    /** Nobody waits for this response any more. On the event loop. */
    void withdrawn(Send gone);
}
