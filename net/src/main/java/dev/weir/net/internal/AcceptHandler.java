package dev.weir.net.internal;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts one connection at a time, while there is a place for it. If the system gives none, because there are no file
 * descriptors left perhaps, it waits a second and tries again, with one timer. That is told once for an outage, which is
 * over when accepting has not failed for ten seconds.
 */
final class AcceptHandler extends ChannelInboundHandlerAdapter {
    static final AttributeKey<Places.Place> PLACE = AttributeKey.valueOf("dev.weir.net.place");

    private static final long AGAIN_MILLIS = 1_000;
    private static final long OUTAGE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final System.Logger LOG = System.getLogger("dev.weir.net");

    private final Places places;
    private @Nullable ChannelHandlerContext context;
    private boolean asked;
    private boolean came; // something, since it was asked
    private boolean resting;
    private boolean told; // of the failure at this time, or one not long before it
    private long failedAt;

    AcceptHandler(Places places) {
        this.places = places;
        readWhatLoggingReads();
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
            came = false;
            ctx.read();
        }
    }

    /** The place is the channel's until it is closed, also when it comes to nothing else. */
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        came = true;
        Channel accepted = (Channel) message;
        Places.Place place = places.take();
        accepted.attr(PLACE).set(place);
        var _ = accepted.closeFuture().addListener(closed -> place.letGo());
        ctx.fireChannelRead(accepted);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        asked = false;
        if (came) {
            accept();
        } else {
            ctx.executor().execute(this::accept); // after what went wrong, which is told next
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException failure) {
            failed(ctx, failure);
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }

    private void failed(ChannelHandlerContext ctx, IOException cause) {
        asked = false;
        if (!resting) {
            resting = true;
            forget(ctx);
            var _ = ctx.executor().schedule(this::rested, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        tell(cause);
    }

    /**
     * What was asked for and did not come is still asked for: the loop would try again at once, and so without an end.
     * Only the end of reading by itself takes that back.
     */
    private static void forget(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(true);
        ctx.channel().config().setAutoRead(false);
    }

    /** Without a file it may not be possible even to log: then that is tried with the next failure. */
    private void tell(IOException cause) {
        long now = System.nanoTime();
        if (now - failedAt > OUTAGE_NANOS) {
            told = false;
        }
        failedAt = now;
        if (!told) {
            try {
                LOG.log(System.Logger.Level.WARNING, "accepting has failed and is tried again each second", cause);
                told = true;
            } catch (Throwable withoutFiles) { // even an error: here it would end the loop
                told = false;
            }
        }
    }

    /** The JDK's logging reads files when it is first used: its settings, and the time zones. Now there are files to be had. */
    private static void readWhatLoggingReads() {
        if (LOG.isLoggable(System.Logger.Level.WARNING)) {
            var _ = ZoneId.systemDefault().getRules().getOffset(Instant.EPOCH);
        }
    }

    private void rested() {
        resting = false;
        accept();
    }
}
