package dev.weir.websocket;

import dev.weir.Ending;
import dev.weir.LayerLogic;
import dev.weir.Sides;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The protocol between bytes below and messages above. What has been heard and said of closes is all its state beside the
 * reader and the writer:
 *
 * <ul>
 *   <li>said nothing, heard nothing: both directions go on
 *   <li>said one: nothing more is said; what is heard is handed up until the peer's close, or time is over
 *   <li>heard one: nothing more is read; what is said goes on to its end, or until time is over, and then a close
 *   <li>said and heard: all is over
 *   <li>failing: the peer is told by a close, what it still sends is thrown away until it has ended, or time is over; then
 *       both directions fail
 * </ul>
 *
 * <p>One thing that was heard waits here for room above or in the control lane, and while it waits nothing is read.
 */
final class WebSocketLogic implements LayerLogic<byte[], byte[], Message, Message> {
    private static final int LEVEL = 6;

    private final MessageReader reader;
    private final MessageWriter writer;
    private final WebSocketOptions options;
    private final WebSocket.Ends ends;
    private final Heartbeat heartbeat;
    private final @Nullable Inflating inflating;
    private final @Nullable Deflating deflating;

    private @Nullable Heard pending;
    private @Nullable Close saidClose;
    private @Nullable Close heardClose;
    private @Nullable WebSocketException failing;
    private boolean drained;
    private boolean finished;
    private boolean timed;
    private long closeBy;

    WebSocketLogic(boolean server, @Nullable Deflate deflate, WebSocketOptions options, WebSocket.Ends ends) {
        this.options = options;
        this.ends = ends;
        this.heartbeat = new Heartbeat(options.heartbeat().toNanos());
        boolean peerForgets = deflate != null && (server ? deflate.clientForgets() : deflate.serverForgets());
        boolean forgets = deflate != null && (server ? deflate.serverForgets() : deflate.clientForgets());
        this.inflating = deflate == null ? null : new Inflating(!peerForgets);
        this.deflating = deflate == null ? null : new Deflating(!forgets, LEVEL, options.frame());
        this.reader = new MessageReader(server, options.maxMessage(), inflating);
        this.writer = new MessageWriter(!server, options.frame(), deflating);
    }

    @Override
    public boolean step(Sides<byte[], byte[], Message, Message> sides) throws Exception {
        long now = sides.nanoTime();
        boolean moved = failing == null ? hear(sides, now) : discard(sides, failing);
        moved |= say(sides, now);
        moved |= beat(sides, now);
        moved |= finish(sides);
        if (!moved) {
            watch(sides, now);
        }
        return moved;
    }

    // ---- what is heard

    private boolean hear(Sides<byte[], byte[], Message, Message> sides, long now) throws WebSocketException {
        if (heardClose != null || drained) {
            return false;
        }
        if (pending == null) {
            try {
                pending = reader.next();
            } catch (WebSocketException e) {
                failing = e;
                limit(now);
                return true;
            }
        }
        return pending == null ? read(sides, now) : handOn(sides, pending, now);
    }

    private boolean read(Sides<byte[], byte[], Message, Message> sides, long now) throws WebSocketException {
        if (sides.below().ready()) {
            heartbeat.heard(now);
            reader.append(sides.below().take());
            return true;
        }
        if (!sides.below().ended()) {
            return false;
        }
        if (!sides.below().drained()) {
            throw new WebSocketException(
                    Close.BROKEN, "a WebSocket must end with a close but its connection ended without one");
        }
        drained = true;
        sides.up().end();
        return true;
    }

    private boolean handOn(Sides<byte[], byte[], Message, Message> sides, Heard heard, long now) {
        boolean done = switch (heard) {
            case Heard.Said(Message message) -> handUp(sides.up(), message, now);
            case Heard.Ping(byte[] bytes) -> pong(sides.control(), bytes);
            case Heard.Pong pong -> true;
            case Heard.Closed(Close close) -> {
                heardClose = close;
                limit(now);
                ends.heard.complete(close);
                sides.below().stop();
                sides.up().end();
                yield true;
            }
        };
        if (done) {
            pending = null;
        }
        return done;
    }

    private boolean handUp(Sides.Out<Message> up, Message message, long now) {
        if (up.room()) {
            up.put(message);
            return true;
        }
        heartbeat.heard(now); // it is not the peer that is silent: nobody listens here
        return !up.wanted();
    }

    private boolean pong(Sides.Out<byte[]> control, byte[] bytes) {
        if (saidClose == null && control.wanted()) {
            if (!control.room()) {
                return false;
            }
            control.put(writer.control(Opcodes.PONG, bytes));
        }
        return true;
    }

    private boolean discard(Sides<byte[], byte[], Message, Message> sides, WebSocketException why)
            throws WebSocketException {
        if (sides.below().ready()) {
            byte[] _ = sides.below().take();
            return true;
        }
        if ((saidClose != null || !sides.down().wanted()) && sides.below().ended()) {
            throw why;
        }
        return false;
    }

    // ---- what is said

    private boolean say(Sides<byte[], byte[], Message, Message> sides, long now) throws CharacterCodingException {
        Sides.Out<byte[]> down = sides.down();
        if (saidClose != null) {
            return false;
        }
        boolean late = heardClose != null && now - closeBy >= 0;
        if ((late || !down.wanted()) && failing == null && !sides.above().ended()) {
            sides.above().stop();
            return true;
        }
        if (!down.room()) {
            return false;
        }
        if (late || failing != null) {
            sayClose(down, now);
        } else if (writer.busy()) {
            down.put(writer.next());
        } else if (sides.above().ready()) {
            writer.begin(sides.above().take());
            down.put(writer.next());
        } else if (sides.above().ended()) {
            sayClose(down, now);
        } else {
            return false;
        }
        return true;
    }

    private void sayClose(Sides.Out<byte[]> down, long now) {
        Close close = lastWord();
        down.put(writer.close(close));
        saidClose = close;
        limit(now);
    }

    private Close lastWord() {
        Close chosen = ends.said.get();
        if (failing != null) {
            return new Close(failing.code(), "");
        }
        if (chosen != null) {
            return chosen;
        }
        if (heardClose != null) {
            return new Close(heardClose.code(), "");
        }
        return new Close(drained ? Close.GOING_AWAY : Close.NORMAL, "");
    }

    // ---- time, and the end

    private boolean beat(Sides<byte[], byte[], Message, Message> sides, long now) throws WebSocketException {
        boolean open = saidClose == null && heardClose == null && failing == null;
        if (open && heartbeat.due(now) && sides.control().room()) {
            sides.control().put(writer.control(Opcodes.PING, new byte[0]));
            heartbeat.pinged();
            return true;
        }
        return false;
    }

    private boolean finish(Sides<byte[], byte[], Message, Message> sides) {
        if (finished || saidClose == null || (heardClose == null && !drained && failing == null)) {
            return false;
        }
        finished = true;
        if (failing == null) {
            sides.down().end();
            sides.up().end();
            sides.below().stop();
        } else if (sides.up().wanted()) { // else that would be the end of all, and a clean one
            sides.down().end();
        }
        return true;
    }

    private void limit(long now) {
        closeBy = now + options.closeTimeout().toNanos();
        timed = true;
    }

    private void watch(Sides<byte[], byte[], Message, Message> sides, long now) throws WebSocketException {
        if ((timed && !finished) || failing != null) {
            long left = closeBy - now;
            if (left <= 0) {
                throw failing != null ? failing : late();
            }
            sides.again(Duration.ofNanos(left));
        } else if (heartbeat.beats()) {
            sides.again(Duration.ofNanos(heartbeat.left(now)));
        }
    }

    private WebSocketException late() {
        return new WebSocketException(
                Close.BROKEN,
                "a close must be taken and answered within " + options.closeTimeout()
                        + " but was not; raise closeTimeout if the peer needs longer");
    }

    @Override
    public void close(Ending how) {
        ends.heard.complete(new Close(Close.BROKEN, ""));
        if (inflating != null) {
            inflating.close();
        }
        if (deflating != null) {
            deflating.close();
        }
    }
}
