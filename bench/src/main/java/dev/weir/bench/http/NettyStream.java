package dev.weir.bench.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Writes an answer chunk by chunk, as long as its channel takes more, and goes on when it does again. */
final class NettyStream extends ChannelInboundHandlerAdapter {
    /** Makes a message of a chunk. */
    @FunctionalInterface
    interface Message {
        Object of(ByteBuf chunk, boolean last);
    }

    private final Message message;
    private long left;

    private NettyStream(long chunks, Message message) {
        this.left = chunks;
        this.message = message;
    }

    /** Begins, on the loop of the channel; the caller flushes. */
    static void begin(ChannelHandlerContext context, Payload payload, Message message) {
        var stream = new NettyStream(payload.chunks(), message);
        context.pipeline().addLast(stream);
        stream.write(context.pipeline().context(stream));
    }

    private void write(ChannelHandlerContext context) {
        while (left > 0 && context.channel().isWritable()) {
            left--;
            var _ = context.write(message.of(NettyBodies.chunk(), left == 0));
        }
        if (left == 0) {
            context.pipeline().remove(this);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            write(context);
            context.flush();
        }
    }
}
