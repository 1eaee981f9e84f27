package dev.weir.net.mux;

/**
 * What a peer may send. Credit follows what was consumed, never what was only received: of each stream, and of the
 * connection. It comes together until it is half of a window; then the peer is told ({@link ReceiveStream#update}, {@link
 * #update}).
 *
 * <p>Invariant: the connection's credit is conserved. What the peer may still send, what is unread in open streams and what
 * it is about to be told add up to the window; whatever becomes of a stream, what was unread in it is given back. For one
 * thread.
 */
public final class ReceiveSide {
    /** Whether the peer has kept to its windows. */
    public enum Verdict {
        /** It has. */
        KEPT,
        /** It sent more than the stream's window; what it sent is unread in the stream all the same. */
        STREAM_EXCEEDED,
        /** It sent more than the connection's window; nothing was counted. */
        CONNECTION_EXCEEDED
    }

    private final Credit connection;
    private long unread;

    /**
     * Without streams.
     *
     * @param known the connection's window as the peer knows it before it is told anything, in bytes; {@link
     *     SendSide#UNLIMITED} if the protocol has none
     * @param size what it is to be, at least that
     */
    public ReceiveSide(long known, long size) {
        connection = new Credit(known, size);
    }

    /**
     * A new stream.
     *
     * @param window what the peer may send of it before it is told more, in bytes
     * @return the stream; to be closed when nothing more of it will be consumed
     */
    public ReceiveStream open(long window) {
        return new ReceiveStream(window);
    }

    /**
     * Bytes have come.
     *
     * @param stream one of this side
     * @param bytes how many
     * @return whether they were allowed
     */
    public Verdict received(ReceiveStream stream, long bytes) {
        if (!stream.open) {
            return discarded(bytes);
        }
        if (!connection.take(bytes)) {
            return Verdict.CONNECTION_EXCEEDED;
        }
        unread += bytes;
        stream.unread += bytes;
        return stream.credit.take(bytes) ? Verdict.KEPT : Verdict.STREAM_EXCEEDED;
    }

    /**
     * Bytes have come that nobody will ever consume: they are given back at once.
     *
     * @param bytes how many
     * @return whether they were allowed
     */
    public Verdict discarded(long bytes) {
        if (!connection.take(bytes)) {
            return Verdict.CONNECTION_EXCEEDED;
        }
        connection.giveBack(bytes);
        return Verdict.KEPT;
    }

    /**
     * Bytes were consumed. No effect on a stream that was closed: it has given all back.
     *
     * @param stream one of this side
     * @param bytes how many, at most what is unread
     */
    public void consumed(ReceiveStream stream, long bytes) {
        if (stream.open && bytes > 0) {
            if (bytes > stream.unread) {
                throw new IllegalArgumentException("no more than what is unread can be consumed, " + stream.unread
                        + " bytes, but it was " + bytes + "; count what was received first");
            }
            stream.unread -= bytes;
            unread -= bytes;
            stream.credit.giveBack(bytes);
            connection.giveBack(bytes);
        }
    }

    /**
     * Nothing more of a stream will be consumed: what is unread is given back to the connection.
     *
     * @param stream one of this side; later calls have no effect
     */
    public void close(ReceiveStream stream) {
        if (stream.open) {
            stream.open = false;
            unread -= stream.unread;
            connection.giveBack(stream.unread);
            stream.unread = 0;
        }
    }

    /**
     * What the peer may still send in all.
     *
     * @return in bytes
     */
    public long available() {
        return connection.available;
    }

    /**
     * What has come and was not consumed, in all streams.
     *
     * @return in bytes
     */
    public long unread() {
        return unread;
    }

    /**
     * What the peer is to be told now that it may send more in all; that is taken from here.
     *
     * @return in bytes; 0 while too little has come together
     */
    public long update() {
        return connection.update();
    }
}
