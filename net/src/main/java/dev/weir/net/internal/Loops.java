package dev.weir.net.internal;

import dev.weir.net.Transport;
import io.netty.channel.EventLoopGroup;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Event loops of one transport.
 *
 * @param channels the kinds of channels that run on them
 * @param group the loops
 */
public record Loops(Channels channels, EventLoopGroup group) {
    private static final Map<Transport, Loops> SHARED = new ConcurrentHashMap<>();

    /** Those of this process, one for each processor, made when first used; their threads are daemons. */
    public static Loops shared(Transport transport) {
        return SHARED.computeIfAbsent(
                transport, which -> of(Runtime.getRuntime().availableProcessors(), which));
    }

    /** Some of one's own, on threads that are daemons. */
    public static Loops of(int threads, Transport transport) {
        Channels channels = Channels.of(transport);
        return new Loops(channels, channels.group(threads, "weir-loop", true));
    }
}
