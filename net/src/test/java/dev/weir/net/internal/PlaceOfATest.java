package dev.weir.net.internal;

import io.netty.channel.Channel;

/** Gives a channel that nobody has accepted the place that it would have. For tests. */
public final class PlaceOfATest {
    private PlaceOfATest() {}

    /** One of its own. */
    public static void give(Channel channel) {
        channel.attr(AcceptHandler.PLACE).set(new Places(1).take());
    }
}
