package dev.weir.net.internal;

import io.netty.channel.unix.Errors;

/** What the native transports have in common. */
final class Natives {
    private Natives() {}

    /**
     * What is native knows the errors that the classes know of. If their versions differ it may not, and that would be found
     * out by the first connection that fails.
     *
     * @throws LinkageError if it does not
     */
    static void ensureFitting() {
        if (Errors.ERRNO_ECONNRESET_NEGATIVE >= 0) {
            throw new UnsatisfiedLinkError("the errors of the system must be negative but ECONNRESET was not");
        }
    }
}
