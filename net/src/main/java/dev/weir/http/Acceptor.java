package dev.weir.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections as they are accepted, one at a time, and stops accepting at the most there may be. Those that come
 * then wait in the system's backlog until one has closed. What is counted never exceeds the limit.
 */
final class Acceptor extends ChannelInboundHandlerAdapter {
    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    Acceptor(int most) {
        this.most = most;
    }

    int open() {
        return open.get();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        Channel accepted = (Channel) message;
        var _ = accepted.closeFuture().addListener(closed -> left(ctx.channel()));
        if (open.incrementAndGet() >= most) {
            ctx.channel().config().setAutoRead(false);
            resumeIfRoom(ctx.channel()); // one may have closed before accepting was stopped
        }
        ctx.fireChannelRead(message);
    }

    private void left(Channel listening) {
        open.decrementAndGet();
        resumeIfRoom(listening);
    }

    private void resumeIfRoom(Channel listening) {
        if (open.get() < most && listening.isOpen() && !listening.config().isAutoRead()) {
            listening.config().setAutoRead(true);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // accepting failed, for want of file descriptors perhaps: Netty waits a second and goes on
        ctx.fireExceptionCaught(cause);
    }
}
