package dev.weir.net.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Hands up one read for each that was asked for. What is native reads without being asked once the peer has ended its half;
 * that, and the end after it, waits here until somebody asks. It is what the kernel had of the connection, so no more than
 * the socket's buffer.
 */
public final class AsAsked extends ChannelDuplexHandler {
    private static final Object END = new Object();

    /** Puts it beneath all of a channel that needs it. */
    public static void beneath(Channel channel) {
        if (!(channel instanceof NioSocketChannel)) {
            channel.pipeline().addFirst(new AsAsked());
        }
    }

    private final Queue<Object> early = new ArrayDeque<>();
    private boolean asked;
    private boolean gave; // something, since the last complete read
    private boolean giving; // what came early is on its way up

    @Override
    public void read(ChannelHandlerContext ctx) {
        Object next = early.poll();
        if (next == null) {
            asked = true;
            ctx.read();
        } else {
            giving = true;
            ctx.executor().execute(() -> give(ctx, next)); // not within the call of who asks
        }
    }

    private void give(ChannelHandlerContext ctx, Object next) {
        giving = false;
        if (next == END) {
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        } else {
            ctx.fireChannelRead(next);
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (asked && early.isEmpty()) {
            asked = false;
            gave = true;
            ctx.fireChannelRead(message);
        } else {
            early.add(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        boolean empty = asked && early.isEmpty(); // it was asked for, and nothing came
        if (gave || empty) {
            gave = false;
            asked = false;
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && (giving || !early.isEmpty())) {
            early.add(END);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        for (Object message = early.poll(); message != null; message = early.poll()) {
            ReferenceCountUtil.release(message);
        }
    }
}
