package dev.weir.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.function.Consumer;

/** Waits, above TLS, for the handshake to end, and reads from the socket for it. */
final class ClientHandshake extends ChannelInboundHandlerAdapter {
    private final Runnable done;
    private final Consumer<Throwable> failed;
    private boolean over;

    /** One of these is called, once, on the event loop; the first one while this is still in the pipeline. */
    ClientHandshake(Runnable done, Consumer<Throwable> failed) {
        this.done = done;
        this.failed = failed;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.read();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (!over) {
            ctx.read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !over) {
            if (handshake.isSuccess()) {
                over = true;
                done.run();
            } else {
                fail(ctx, handshake.cause());
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, new IOException("the peer closed the connection within the handshake"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause);
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        if (!over) {
            over = true;
            var _ = ctx.close();
            failed.accept(cause);
        }
    }
}
