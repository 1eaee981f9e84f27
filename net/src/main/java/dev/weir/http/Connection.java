package dev.weir.http;

import dev.weir.Engine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
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
    static final Duration LINGER = Duration.ofSeconds(2); // to throw away what still comes, so that closing is no reset

    private static final int LINGER_BYTES = 256 * 1024;

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
    private @Nullable Watch readingPause;
    private final Ticker ticker;
    private final Progress taking;
    private int unsent;
    private long lingered;
    private long partly; // so much of what is being taken was counted already

    Connection(Channel channel, HttpLimits limits) {
        this.channel = channel;
        this.limits = limits;
        this.loop = channel.eventLoop();
        this.ticker = Watch.ticker(loop);
        this.engine = Engine.on(loop);
        this.taking = new Progress(limits.leastTaken(), now());
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

    /** Something of a body, or its end, is about to be written. */
    void bodyComes(Outbound body) {}

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
        long now = now();
        takenPartly(now);
        long left = limits.progressTimeout().toNanos() - taking.slowFor(now);
        if (left > 0) {
            writeWatch.arm(left);
        } else {
            broken(limits.takesTooLittle(taking.tooLittle()));
        }
    }

    /** What the socket has taken of a write that it has not taken to its end. */
    private void takenPartly(long now) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long taken = buffer == null ? 0 : buffer.currentProgress();
        taking.moved(taken >= partly ? taken - partly : taken, now); // less: TLS makes several writes of one
        partly = taken;
    }

    /** The time, in nanoseconds, as the event loop has it. */
    final long now() {
        return ticker.nanoTime();
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
        if (!reading && !inputEnded && !closed && context != null && !readingPaused()) {
            reading = true;
            context.read();
        }
    }

    /** Reads nothing from the socket for so many nanoseconds; what was read is gone on with. */
    final void pauseReading(long nanos) {
        if (nanos > 0) {
            if (readingPause == null) {
                readingPause = new Watch(loop, this::advance);
            }
            readingPause.arm(nanos);
        }
    }

    private boolean readingPaused() {
        return readingPause != null && readingPause.armed();
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
        var _ = context.write(bytes, promise(bytes.readableBytes(), then));
    }

    /** For those who write otherwise: the bytes that it is given with, about so many, count as unsent until it is kept. */
    final ChannelPromise promise(int bytes, Runnable then) {
        unsent++;
        return context().newPromise().addListener(sent -> {
            unsent--;
            if (sent.isSuccess()) {
                wrote(bytes);
                then.run();
            } else if (!closed) {
                writeFailed(sent.cause());
            }
        });
    }

    private void wrote(int bytes) {
        if (unsent == 0) {
            taking.rests();
            writeWatch.disarm();
        } else if (writeWatch.armed()) {
            taking.moved(bytes - partly, now());
        }
        partly = 0;
    }

    /** Where it stands in the channel's pipeline. */
    final ChannelHandlerContext context() {
        return Objects.requireNonNull(context, "a connection must be in a pipeline to write");
    }

    /** Flushes; from now on the peer has to take something from time to time. */
    final void flush() {
        if (!closed && context != null) {
            context.flush();
            if (unsent > 0 && !closed && !writeWatch.armed()) {
                taking.waits(now());
                writeWatch.arm(limits.progressTimeout());
            }
        }
    }

    /** Flushes when the loop has done all that can be done now, before it waits for sockets: what comes until then goes too. */
    final void flushAtTurnsEnd() {
        atTurnsEnd(this::flush);
    }

    /** Runs it when the loop has done all that can be done now, before it waits for sockets. */
    final void atTurnsEnd(Runnable task) {
        if (loop instanceof SingleThreadEventLoop turning) {
            try {
                turning.executeAfterEventLoopIteration(() -> guarded(task));
            } catch (RejectedExecutionException e) {
                task.run(); // nothing else runs any more on a loop that was shut down
            }
        } else {
            onLoop(task);
        }
    }

    // ---- the end

    /** Ends this object's part in the connection, which goes on under another one with what was read and not decoded. */
    final ByteBuf handOver() {
        ByteBuf left = held;
        held = Unpooled.EMPTY_BUFFER;
        closed = true;
        closeWatches();
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
            closeWatches();
            held.release();
            held = Unpooled.EMPTY_BUFFER;
            if (resetting) {
                channel.unsafe().close(channel.newPromise()); // not through TLS, which would say that this is the end
            } else {
                var _ = channel.close();
            }
        }
    }

    private void closeWatches() {
        readWatch.close();
        writeWatch.close();
        if (readingPause != null) {
            readingPause.close();
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

    /** Throws away what comes after all was said, and closes when that has ended or is too much. */
    final void lingers() {
        lingered += held.readableBytes();
        held.skipBytes(held.readableBytes());
        if (inputEnded || lingered > LINGER_BYTES) {
            close();
        } else {
            wantMore();
        }
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

    /** Runs it now, if this is the event loop; on it, if not. */
    final void hereOrOnLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            onLoop(task);
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
