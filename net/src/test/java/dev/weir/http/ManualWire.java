package dev.weir.http;

import dev.weir.net.internal.PlaceOfATest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A channel without a socket: the time is the test's, and so is how much the peer takes. All on the test's thread. */
final class ManualWire extends EmbeddedChannel {
    private final MockTicker clock;
    private final StringBuilder taken;
    private long room = Long.MAX_VALUE;

    ManualWire() {
        this(Ticker.newMockTicker());
    }

    private ManualWire(MockTicker clock) {
        super(EmbeddedChannel.builder().ticker(clock));
        this.clock = clock;
        this.taken = new StringBuilder();
    }

    /** Adds a connection, and lets it begin. */
    ManualWire with(Connection connection) {
        PlaceOfATest.give(this);
        pipeline().addLast(connection);
        pipeline().fireChannelActive();
        settle();
        return this;
    }

    /** The peer says this, one char a byte. */
    ManualWire says(String text) {
        writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
        settle();
        return this;
    }

    /** From now on the socket takes nothing but what it is told to. */
    ManualWire stopTaking() {
        room = 0;
        return this;
    }

    /** The socket takes so many bytes, if there are so many. */
    ManualWire take(int bytes) {
        room = bytes;
        flush();
        settle();
        room = 0;
        return this;
    }

    /** Time goes by. */
    ManualWire pass(Duration time) {
        clock.advance(time.toNanos(), TimeUnit.NANOSECONDS);
        settle();
        return this;
    }

    /** Has done what can be done until this is so; no time goes by. */
    void until(String what, BooleanSupplier condition) {
        Wait.until(what, () -> {
            settle();
            return condition.getAsBoolean();
        });
    }

    private void settle() {
        for (int i = 0; i < 10; i++) {
            runPendingTasks();
        }
    }

    /** All that the peer has taken, one char a byte. */
    String taken() {
        return taken.toString();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) {
        while (in.current() instanceof ByteBuf next && (room > 0 || !next.isReadable())) {
            int count = (int) Math.min(room, next.readableBytes());
            taken.append(next.toString(next.readerIndex(), count, StandardCharsets.ISO_8859_1));
            room -= count;
            in.removeBytes(count);
        }
    }
}
