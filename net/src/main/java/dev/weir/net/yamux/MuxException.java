package dev.weir.net.yamux;

import java.io.IOException;

/** The peer of a session does not keep to the protocol, or sends too much of what costs it nothing. */
public final class MuxException extends IOException {
    private static final long serialVersionUID = 1L;

    MuxException(String message) {
        super(message);
    }
}
