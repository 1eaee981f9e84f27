package dev.weir.http;

import java.io.IOException;
import java.time.Duration;

/** A server's end of a connection, whatever it speaks. On the event loop. */
interface Served {
    /** The connection. Any thread. */
    Connection connection();

    /** The server takes nothing new any more: it ends as soon as what is under way has ended, for which there is so long. */
    void drain(Duration within);

    /** Ends it, whatever it does. */
    default void cutOff(String why) {
        connection().broken(new IOException(why));
    }
}
