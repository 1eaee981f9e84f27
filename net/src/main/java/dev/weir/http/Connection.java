package dev.weir.http;

import dev.weir.Engine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of a connection have in common. It reads from the socket only when {@link #wantMore} was called, one
 * read of at most {@link HttpLimits#CHUNK} bytes each time; what was read and not yet decoded is in {@link #held}.
 *
 * <p>Everything here happens on the connection's event loop, except {@link #onLoop} and what it needs.
 */
abstract class Connection extends ChannelInboundHandlerAdapter {
    final HttpLimits limits;
    final EventLoop loop;
    final Engine engine;
    final Channel channel;
    final Watch readWatch;
    final Watch writeWatch;

    ByteBuf held = Unpooled.EMPTY_BUFFER;
    boolean inputEnded;
    boolean cutShort; // it ended, but TLS does not say that this is its end
    boolean closed;

    private @Nullable ChannelHandlerContext context;
    private boolean reading;
    private boolean resetting;
    private boolean advancing;
    private boolean again;
    private int unsent;

    Connection(Channel channel, HttpLimits limits) {
        this.channel = channel;
        this.limits = limits;
        this.loop = channel.eventLoop();
        this.engine = Engine.on(loop);
        this.readWatch = new Watch(loop, this::readTimedOut);
        this.writeWatch = new Watch(loop, this::writeTimedOut);
    }

    /** Does one thing that what was read, or what has happened, makes possible. Never calls itself. */
    abstract void step();

    /** The connection is gone; it was not closed from here. Called at most once. */
    abstract void broke(Throwable cause);

    /** Nothing came for too long. */
    abstract void readTimedOut();

    // ---- told by the bodies of HTTP/1.1; a connection without such bodies is never told

    /** A received body is complete, or nobody wants the rest of it. */
    void bodyRead(Inbound body) {}

    /** A received body breaks the rules or broke off: nothing after it can be read. */
    void bodyBroke(Inbound body, HttpMessageException why) {}

    /** Whoever ran a received body has stopped. */
    void bodyStopped(Inbound body) {}

    /** The last byte of a body was handed to the socket. */
    void bodySent(Outbound body) {}

    /** The flow that is sent has failed or was cancelled: the message must not look complete. */
    void bodyFailed(Outbound body, dev.weir.Ending ending) {}

    /** Some bytes of a body were read, or taken by the peer. */
    void moved() {}

    /** What whoever runs a received body is told when it breaks the rules. */
    Throwable told(HttpMessageException why) {
        return why;
    }

    /** Nothing can be written any more. */
    void writeFailed(Throwable cause) {
        broken(cause);
    }

    private void writeTimedOut() {
        broken(new HttpMessageException(
                408,
                "a peer must take what is sent but took nothing for " + limits.progressTimeout()
                        + "; read faster, or raise progressTimeout"));
    }

    // ---- reading

    /** Another one goes on in this one's place, with what was read. It begins when the channel has been active before. */
    final void becomes(Connection next) {
        ByteBuf rest = handOver();
        next.held.release();
        next.held = rest;
        next.inputEnded = inputEnded;
        var _ = channel.pipeline().replace(this, null, next);
        next.advance();
    }

    /** Goes on as far as possible. Calls from inside are remembered, so that the stack stays flat. */
    final void advance() {
        again = true;
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            while (again && !closed) {
                again = false;
                step();
            }
        } finally {
            advancing = false;
        }
    }

    /** Reads once from the socket, unless that is under way. */
    final void wantMore() {
        if (!reading && !inputEnded && !closed && context != null) {
            reading = true;
            context.read();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        advance();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf read = (ByteBuf) message;
        if (closed) {
            read.release();
        } else if (!held.isReadable()) {
            held.release();
            held = read;
        } else {
            append(ctx, read);
        }
    }

    private void append(ChannelHandlerContext ctx, ByteBuf read) {
        int more = read.readableBytes();
        if (held.maxFastWritableBytes() < more || held.isReadOnly()) {
            ByteBuf larger = ctx.alloc().buffer(2 * (held.readableBytes() + more));
            larger.writeBytes(held);
            held.release();
            held = larger;
        }
        held.writeBytes(read);
        read.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        advance();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS) {
            cutShort = !inputEnded && event == ChannelInputShutdownEvent.INSTANCE && tls() != null;
            reading = false;
            inputEnded = true;
            advance();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        broken(new IOException("the peer closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broken(cause);
    }

    // ---- writing

    /** Writes without flushing. What comes after it runs when it was handed to the socket, and only then. */
    final void write(ByteBuf bytes, Runnable then) {
        if (closed || context == null) {
            bytes.release();
            return;
        }
        var _ = context.write(bytes, promise(then));
    }

    /** For those who write otherwise: the bytes that it is given with count as unsent until it is kept. */
    final ChannelPromise promise(Runnable then) {
        unsent++;
        return context().newPromise().addListener(sent -> {
            unsent--;
            if (sent.isSuccess()) {
                wrote();
                then.run();
            } else if (!closed) {
                writeFailed(sent.cause());
            }
        });
    }

    private void wrote() {
        if (unsent == 0) {
            writeWatch.disarm();
        } else {
            writeWatch.arm(limits.progressTimeout());
        }
    }

    /** Where it stands in the channel's pipeline. */
    final ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "a connection must be in a pipeline to write");
    }

    /** Flushes; from now on the peer has to take something from time to time. */
    final void flush() {
        if (!closed && context != null) {
            context.flush();
            if (unsent > 0) {
                writeWatch.arm(limits.progressTimeout());
            }
        }
    }

    // ---- the end

    /** Ends this object's part in the connection, which goes on under another one with what was read and not decoded. */
    final ByteBuf handOver() {
        ByteBuf left = held;
        held = Unpooled.EMPTY_BUFFER;
        closed = true;
        readWatch.close();
        writeWatch.close();
        return left;
    }

    /** The connection is gone, or must go at once because of this. */
    final void broken(Throwable cause) {
        if (!closed) {
            close();
            broke(cause);
        }
    }

    /** Closes. Nothing is told of it: whoever closes knows. */
    final void close() {
        if (!closed) {
            closed = true;
            closing();
            readWatch.close();
            writeWatch.close();
            held.release();
            held = Unpooled.EMPTY_BUFFER;
            if (resetting) {
                channel.unsafe().close(channel.newPromise()); // not through TLS, which would say that this is the end
            } else {
                var _ = channel.close();
            }
        }
    }

    /** Where its peer is, if that is known. */
    final Optional<InetSocketAddress> peerAddress() {
        return channel.remoteAddress() instanceof InetSocketAddress address ? Optional.of(address) : Optional.empty();
    }

    /** TLS beneath it; null if there is none. */
    final @Nullable SslHandler tls() {
        return channel.pipeline().get(SslHandler.class);
    }

    /** Closes the outgoing half, once what was written is out. */
    final void endOutput() {
        SslHandler tls = tls();
        if (tls == null) {
            shutDownOutput();
        } else {
            var _ = tls.closeOutbound().addListener(said -> shutDownOutput());
        }
    }

    private void shutDownOutput() {
        if (channel instanceof DuplexChannel duplex) {
            var _ = duplex.shutdownOutput();
        }
    }

    /** It is being closed: what it holds besides is let go of. */
    void closing() {}

    /** Closes so that the peer sees a reset: an end of the stream would look like an end of the message. */
    final void reset() {
        if (!closed) {
            resetsAtClose(true);
            close();
        }
    }

    /** Whether the peer is to see a reset when this is closed, and not an end. */
    final void resetsAtClose(boolean resets) {
        channel.config().setOption(ChannelOption.SO_LINGER, resets ? 0 : -1);
        resetting = resets;
    }

    /** Runs it on the event loop, soon; if that has ended, here. A task that throws breaks the connection. */
    final void onLoop(Runnable task) {
        try {
            loop.execute(() -> guarded(task));
        } catch (RejectedExecutionException e) {
            task.run(); // nothing else runs any more on a loop that was shut down
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable t) {
            broken(t);
        }
    }
}
