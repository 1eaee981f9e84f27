package dev.weir.http;

import io.netty.buffer.ByteBuf;

/**
 * Sends what is held whole, a piece at a time: the next one when the socket has taken the one before, so that one piece is
 * all that is copied for a peer that does not read. For the event loop.
 */
final class Pieces {
    private Pieces() {}

    /** Sends it from a position on; what comes after it runs when all of it was handed to the socket. */
    static void send(Connection connection, byte[] whole, int from, Runnable then) {
        int size = Math.min(whole.length - from, connection.limits.highMark());
        ByteBuf piece = connection.channel.alloc().directBuffer(size).writeBytes(whole, from, size);
        int next = from + size;
        connection.write(piece, next == whole.length ? then : () -> send(connection, whole, next, then));
        connection.flush();
    }
}
