package dev.weir.gateway.demo;

import java.io.IOException;
import java.net.URI;
import java.util.OptionalLong;

/** What stands before an origin, and what is known of it. */
interface Protection extends AutoCloseable {
    /** Puts one before an origin. */
    interface Maker {
        /** Starts it. */
        Protection before(URI origin) throws IOException;
    }

    /** Where requests are sent. */
    URI address();

    /** The most requests it can hold, known before it started; empty if it is none. */
    OptionalLong bound();

    /** How many it holds now; empty if it is none. */
    OptionalLong held();

    /** The most it has held; empty if it is none. */
    OptionalLong heldMax();

    @Override
    void close();
}
