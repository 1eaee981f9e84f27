package dev.weir.net;

import dev.weir.Capacity;
import dev.weir.Ending;
import dev.weir.Producing;
import dev.weir.Receiver;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A socket between its event loop and the flows of a conversation. It reads when there is room in the flow, one chunk each
 * time; whoever writes is held back by the channel's own account of what waits, which counts what other threads have handed
 * over too.
 *
 * <p>State belongs to the event loop. The flows' calls come from any thread and hop.
 */
final class SocketHandler extends ChannelInboundHandlerAdapter {
    private static final int LINGER_BYTES = 256 * 1024;
    private static final long LINGER_NANOS = 2_000_000_000L;

    final Channel channel;
    private final TcpLimits limits;
    private final AtomicBoolean taken = new AtomicBoolean();
    private final SocketWriter writer;

    private @Nullable Receiver<byte[]> out;
    private boolean room;
    private boolean reading;
    private boolean readDone; // it has ended, or nobody wants more of it
    private boolean inputEnded;
    private boolean sentDone;
    private boolean lingering;
    private long lingered;
    private long movedAt = System.nanoTime();
    private @Nullable Throwable failure;

    SocketHandler(Channel channel, TcpLimits limits) {
        this.channel = channel;
        this.limits = limits;
        this.writer = new SocketWriter(this);
    }

    Source<byte[]> source() {
        Capacity two = Capacity.items(2).<byte[]>weighing(2L * limits.chunk(), limits.chunk(), bytes -> bytes.length);
        return Source.pausable(two, this::start).named("socket");
    }

    Sink<byte[], @Nullable Void> sink() {
        return Sink.writing(() -> writer);
    }

    InetSocketAddress remoteAddress() {
        return channel.remoteAddress() instanceof InetSocketAddress address ? address : new InetSocketAddress(0);
    }

    // ---- what the flow asks for

    private Producing start(Receiver<byte[]> to) {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "a connection must be used by one run but was used before; declare one pipeline for both directions");
        }
        onLoop(() -> begin(to));
        return new Producing() {
            @Override
            public void resume() {
                onLoop(() -> {
                    room = true;
                    read();
                });
            }

            @Override
            public void stop(Ending reason) {
                onLoop(SocketHandler.this::stopped);
            }
        };
    }

    private void begin(Receiver<byte[]> to) {
        if (failure != null) {
            to.fail(failure);
        } else if (inputEnded) {
            to.end();
            readEnded();
        } else {
            out = to;
            room = true;
            read();
        }
    }

    private void stopped() {
        out = null;
        room = false;
        readEnded();
    }

    /** The run that uses it is over: what it has not begun is ended with it. */
    void runBy(Running<?> run) {
        var _ = run.result()
                .whenComplete((value, failed) -> onLoop(() -> {
                    if (failed != null) {
                        cut("the conversation has failed: " + failed.getMessage());
                    } else {
                        if (taken.compareAndSet(false, true)) {
                            readEnded();
                        }
                        writer.endUnlessOpen();
                    }
                }));
    }

    void onLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
        } else {
            channel.eventLoop().execute(task);
        }
    }

    // ---- reading

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        watch();
        read();
    }

    private void read() {
        boolean wanted = (out != null && room && !readDone) || lingering;
        if (wanted && !reading && !inputEnded && channel.isActive()) {
            reading = true;
            channel.read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf read = (ByteBuf) message;
        moved();
        Receiver<byte[]> to = out;
        if (to != null) {
            byte[] bytes = new byte[read.readableBytes()];
            read.readBytes(bytes);
            room = to.push(bytes);
        }
        lingered += lingering ? read.readableBytes() : 0;
        read.release();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (lingering && lingered > LINGER_BYTES) {
            close();
        } else {
            read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            Receiver<byte[]> to = out;
            if (to != null && !readDone) {
                to.end();
                readEnded();
            } else if (lingering) {
                close();
            }
        }
    }

    private void readEnded() {
        readDone = true;
        endIfDone();
    }

    // ---- writing

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            writer.drained();
        }
    }

    /** Something has moved: it does not rest. */
    void moved() {
        movedAt = System.nanoTime();
    }

    /** All was said. */
    void sent() {
        onLoop(() -> {
            var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> {
                sentDone = true;
                if (channel instanceof DuplexChannel duplex && channel.isActive()) {
                    var _ = duplex.shutdownOutput();
                }
                endIfDone();
            });
        });
    }

    // ---- ends

    private void endIfDone() {
        if (!readDone || !sentDone || !channel.isOpen()) {
            return;
        }
        if (inputEnded) {
            close();
        } else if (!lingering) {
            lingering = true; // closing with bytes unread would reset it, and take from the peer what was sent last
            var _ = channel.eventLoop().schedule(this::close, LINGER_NANOS, TimeUnit.NANOSECONDS);
            read();
        }
    }

    private void close() {
        var _ = channel.close();
    }

    /** Ends it so that no end looks clean. Any thread. */
    void cut(String why) {
        onLoop(() -> {
            if (lingering) {
                close();
            } else if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                broken(new IOException(why));
                close();
            }
        });
    }

    private void broken(Throwable cause) {
        if (failure != null) {
            return;
        }
        failure = cause;
        Receiver<byte[]> to = out;
        if (to != null && !readDone) {
            readDone = true;
            to.fail(cause);
        }
        writer.broke(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        broken(new IOException("the peer closed the connection"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        broken(cause);
        close();
    }

    private void watch() {
        long quiet = System.nanoTime() - movedAt;
        long left = limits.idleTimeout().toNanos() - quiet;
        if (!channel.isOpen()) {
            return;
        }
        boolean heldBack = out != null && !room; // the peer is not to blame
        if (left <= 0 && !heldBack) {
            cut("on a connection something must move within " + limits.idleTimeout()
                    + " but nothing did; send something from time to time, or raise idleTimeout");
        } else {
            long next = left <= 0 ? limits.idleTimeout().toNanos() : left;
            var _ = channel.eventLoop().schedule(this::watch, next, TimeUnit.NANOSECONDS);
        }
    }
}
