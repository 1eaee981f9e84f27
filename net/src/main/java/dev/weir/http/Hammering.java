package dev.weir.http;

import java.util.concurrent.TimeUnit;

/**
 * Whether a connection asks again and again although it is refused: {@value #MANY} refusals on end within 50 ms. Somebody
 * who does as he is told does not come near that, and neither do many who share a connection, unless it is one for all. On
 * the event loop.
 */
final class Hammering {
    private static final int MANY = 8;
    private static final long WITHIN = TimeUnit.MILLISECONDS.toNanos(50);

    private int refused;
    private long since;
    private boolean hammers;

    /** It was let in. */
    void admitted() {
        refused = 0;
        hammers = false;
    }

    /** It was refused at this time; whether it hammers. */
    boolean refused(long now) {
        if (refused == 0) {
            since = now;
        }
        if (++refused == MANY) {
            hammers = now - since < WITHIN;
            refused = 0;
        }
        return hammers;
    }
}
