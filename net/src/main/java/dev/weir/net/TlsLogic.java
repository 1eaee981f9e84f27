package dev.weir.net;

import dev.weir.LayerLogic;
import dev.weir.Sides;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Seals what is said and opens what is heard, one record at a time and only when there is room for it. What is sealed goes
 * down in the order in which it was sealed, handshake and data alike, as records are numbered.
 *
 * <p>The engine must have said what it has to say of its own before it is given more to open: else a peer that asks and does
 * not listen could have it hold any number of answers. Two sides that both had to wait for room for that, on links full of
 * data, would wait for each other, as neither would read. So that has the control lane, which keeps the order: nothing is put
 * behind it before it has gone. And what has nobody any more to go to is sealed and let go.
 */
final class TlsLogic implements LayerLogic<byte[], byte[], byte[], byte[]> {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final long timeoutNanos;
    private final Consumer<SSLEngine> onHandshake;
    private ByteBuffer sealed = NOTHING; // what has come and was not opened
    private @Nullable ByteBuffer saying; // what has been taken from above and was not sealed
    private boolean begun;
    private boolean shaken; // the handshake was done once
    private long deadline;
    private boolean heardAll;
    private boolean saidAll;

    TlsLogic(SSLEngine engine, Duration timeout, Consumer<SSLEngine> onHandshake) {
        this.engine = engine;
        this.timeoutNanos = timeout.toNanos();
        this.onHandshake = onHandshake;
    }

    @Override
    public boolean step(Sides<byte[], byte[], byte[], byte[]> sides) throws Exception {
        if (!begun) {
            begun = true;
            deadline = sides.nanoTime() + timeoutNanos;
            engine.beginHandshake();
        }
        boolean moved = switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> runTasks();
            case NEED_WRAP -> seal(NOTHING, sides.control());
            default -> false;
        };
        checkTime(sides);
        boolean down = say(sides);
        return hear(sides) || down || moved;
    }

    private boolean runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return true;
    }

    private void checkTime(Sides<?, ?, ?, ?> sides) throws IOException {
        if (shaken) {
            return;
        }
        long left = deadline - sides.nanoTime();
        if (left <= 0) {
            throw new IOException("a TLS handshake must be done within " + Duration.ofNanos(timeoutNanos)
                    + " but was not; does the peer speak TLS here?");
        }
        sides.again(Duration.ofNanos(left));
    }

    private boolean handshaking() {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private void look(SSLEngineResult result) {
        boolean done = result.getHandshakeStatus() == HandshakeStatus.FINISHED || !handshaking();
        if (!shaken && done) {
            shaken = true;
            onHandshake.accept(engine);
        }
    }

    // ---- down

    private boolean say(Sides<byte[], byte[], byte[], byte[]> sides) throws IOException {
        Sides.Out<byte[]> down = sides.down();
        if (saidAll) {
            return false;
        }
        if (!down.wanted() || engine.isOutboundDone()) {
            saidAll = true;
            saying = null;
            sides.above().stop();
            down.end();
            return true;
        }
        if (!shaken || (handshaking() && !heardAll)) { // new keys that take an answer come to nothing if none is heard
            return false;
        }
        ByteBuffer now = saying;
        if (now == null && sides.above().ready()) {
            now = ByteBuffer.wrap(sides.above().take());
            saying = now;
        }
        if (now != null) {
            boolean any = seal(now, down);
            saying = now.hasRemaining() ? now : null;
            return any;
        }
        if (sides.above().ended() && sides.control().room()) {
            engine.closeOutbound();
            return seal(NOTHING, sides.control());
        }
        return false;
    }

    /** Makes a record of what is there, or of what the handshake has to say. */
    private boolean seal(ByteBuffer from, Sides.Out<byte[]> to) throws IOException {
        if (!saidAll && !to.room()) {
            return false;
        }
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(from, record);
        if (record.position() > 0 && !saidAll) {
            to.put(Arrays.copyOf(record.array(), record.position()));
        }
        look(result);
        return result.bytesProduced() > 0 || result.bytesConsumed() > 0;
    }

    // ---- up

    private boolean hear(Sides<byte[], byte[], byte[], byte[]> sides) throws IOException {
        Sides.Out<byte[]> up = sides.up();
        if (heardAll) {
            return false;
        }
        if (engine.isInboundDone()) {
            return heardAll(sides);
        }
        boolean unwanted = shaken && !up.wanted();
        if (unwanted) {
            heardAll = true;
            sealed = NOTHING;
            sides.below().stop();
            return true;
        }
        if (shaken && !up.room()) {
            return false;
        }
        return (sealed.hasRemaining() && open(up)) || more(sides);
    }

    private boolean heardAll(Sides<byte[], byte[], byte[], byte[]> sides) {
        heardAll = true;
        sealed = NOTHING;
        sides.up().end();
        sides.below().stop();
        return true;
    }

    /** Opens one record; whether that was possible. */
    private boolean open(Sides.Out<byte[]> up) throws SSLException {
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                || engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            return false;
        }
        ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(sealed, plain);
        if (plain.position() > 0) {
            up.put(Arrays.copyOf(plain.array(), plain.position()));
        }
        look(result);
        return result.getStatus() != Status.BUFFER_UNDERFLOW
                && (result.bytesConsumed() > 0 || result.bytesProduced() > 0);
    }

    /** Takes what has come, behind what is not a whole record yet. */
    private boolean more(Sides<byte[], byte[], byte[], byte[]> sides) throws IOException {
        HandshakeStatus status = engine.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_WRAP || status == HandshakeStatus.NEED_TASK) {
            return false;
        }
        if (sides.below().ready()) {
            byte[] next = sides.below().take();
            ByteBuffer both = ByteBuffer.allocate(sealed.remaining() + next.length);
            both.put(sealed).put(next).flip();
            sealed = both;
            return true;
        }
        if (shaken && sides.below().drained()) { // not the peer has ended it, but who drains this run
            return heardAll(sides);
        }
        if (sides.below().ended()) {
            throw new SSLException(
                    shaken
                            ? "a conversation over TLS must end with close-notify but was cut off"
                            : "a TLS handshake must be done before the conversation ends but was not");
        }
        return false;
    }
}
