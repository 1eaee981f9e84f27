package dev.weir.net.internal;

import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/** Those of io_uring. What it needs is perhaps not there: nothing else names it. */
final class IoUringChannels {
    /** With it, one wish for a connection is answered with any number of them, and places would be no bound. */
    private static final String MANY_AT_ONCE = "io.netty.iouring.acceptMultiShotEnabled";

    private IoUringChannels() {}

    static Channels make() {
        if (System.getProperty(MANY_AT_ONCE) == null) {
            System.setProperty(MANY_AT_ONCE, "false");
        }
        IoUring.ensureAvailability();
        Natives.ensureFitting();
        return new Channels(
                IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class, IoUringSocketChannel.class);
    }
}
