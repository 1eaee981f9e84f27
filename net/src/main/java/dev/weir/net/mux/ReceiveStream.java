package dev.weir.net.mux;

/**
 * One stream of a {@link ReceiveSide}: what the peer may still send, and what has come that nobody has consumed yet.
 * Changed by its side only.
 */
public final class ReceiveStream {
    final Credit credit;
    long unread;
    boolean open = true;

    ReceiveStream(long window) {
        this.credit = new Credit(window, window);
    }

    /**
     * What the peer may still send.
     *
     * @return in bytes
     */
    public long available() {
        return credit.available;
    }

    /**
     * What has come and was not consumed.
     *
     * @return in bytes
     */
    public long unread() {
        return unread;
    }

    /**
     * What the peer is to be told now that it may send more; that is taken from here.
     *
     * @return in bytes; 0 while too little has come together, and once the stream is closed or has ended
     */
    public long update() {
        return open ? credit.update() : 0;
    }
}
