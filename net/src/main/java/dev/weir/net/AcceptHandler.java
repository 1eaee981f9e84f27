package dev.weir.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts one connection at a time, while there is a place for it. If the system gives none, because there are no file
 * descriptors left perhaps, it waits a second and tries again, with one timer; that it began is told once.
 */
final class AcceptHandler extends ChannelInboundHandlerAdapter {
    private static final long AGAIN_MILLIS = 1_000;
    private static final System.Logger LOG = System.getLogger("dev.weir.net");

    private final Places places;
    private @Nullable ChannelHandlerContext context;
    private boolean asked;
    private boolean failing;
    private boolean resting;

    AcceptHandler(Places places) {
        this.places = places;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        places.whenOpened(() -> {
            if (ctx.channel().isActive()) {
                ctx.executor().execute(this::accept);
            }
        });
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        accept();
    }

    private void accept() {
        ChannelHandlerContext ctx = context;
        if (ctx != null && !asked && !resting && ctx.channel().isActive() && places.isOpen()) {
            asked = true;
            ctx.read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        failing = false;
        places.take();
        ctx.fireChannelRead((Channel) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        asked = false;
        accept();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            ctx.fireExceptionCaught(cause);
            return;
        }
        if (!failing) {
            failing = true;
            LOG.log(System.Logger.Level.WARNING, "accepting has failed and is tried again each second", cause);
        }
        asked = false;
        if (!resting) {
            resting = true;
            var _ = ctx.executor().schedule(this::rested, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void rested() {
        resting = false;
        accept();
    }
}
