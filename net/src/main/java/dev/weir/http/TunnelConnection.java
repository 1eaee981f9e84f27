package dev.weir.http;

import dev.weir.Duplex;
import dev.weir.Ending;
import dev.weir.FlowCancelledException;
import dev.weir.Pipe;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.http.internal.BodyDecoder;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A connection that has gone over from HTTP to a conversation, on either side. Bytes are read while the flow of the source
 * takes them, those first that had come with the head; bytes are written while the peer takes them. Each direction ends
 * for itself: the end of what is read ends the source, the clean end of the sink closes the outgoing half. When both have
 * ended the connection is closed. Any other ending of one resets it, since a peer could take an end for a clean one.
 *
 * <p>It is cut when nothing has moved in either direction for {@link HttpLimits#idleTimeout}, unless that is because the
 * flow here takes nothing. What it holds in each direction is what an HTTP connection may hold for a body.
 */
final class TunnelConnection extends Connection {
    /** What is told of it. */
    interface Owner {
        /** It is over; called once, on the event loop. Whether it was the connection that broke, if anything did. */
        void tunnelOver(Ending ending, boolean connectionBroke);

        /** What whoever runs it is told when it breaks. */
        default Throwable told(Throwable cause) {
            return cause;
        }
    }

    final Outbound outbound;
    private final Inbound inbound;
    private final Owner owner;
    private boolean readDone; // ended, or nobody wants more
    private boolean sentDone;
    private boolean over;
    private boolean lingering;
    private long movedAt = now();

    TunnelConnection(Channel channel, HttpLimits limits, Owner owner) {
        super(channel, limits);
        this.owner = owner;
        this.inbound = new Inbound(this, BodyDecoder.untilClose(), 0, limits.idleTimeout(), () -> {});
        this.outbound = new Outbound(this, OptionalLong.empty(), false, Headers::none);
    }

    /** Takes the place of the connection that spoke HTTP, with what that has read and not decoded. */
    void takeOver(Connection from) {
        inputEnded = from.inputEnded;
        cutShort = from.cutShort;
        held = from.handOver();
        resetsAtClose(true); // an end would look like the end of what is said
        channel.pipeline().replace(from, null, this);
        readWatch.arm(limits.idleTimeout());
        advance();
    }

    /** Both directions, to be run once each. */
    Duplex<byte[], byte[]> duplex() {
        Pipe<byte[], ByteBuffer> wrap = bytes -> bytes.map(ByteBuffer::wrap);
        Sink<ByteBuffer, @Nullable Void> out = Sink.writing(() -> outbound);
        return Duplex.of(Buffers.arrays(inbound.source()), wrap.<@Nullable Void>to(out));
    }

    /** A direction that this run has not begun when it ends is ended with it. */
    void runBy(Running<?> run) {
        var _ = run.result().whenComplete((value, failure) -> onLoop(() -> ranOut(failure)));
    }

    private void ranOut(@Nullable Throwable failure) {
        if (failure instanceof FlowCancelledException) {
            fail(new Ending.Cancelled(String.valueOf(failure.getMessage())));
        } else if (failure != null) {
            fail(new Ending.Failed("conversation", failure));
        } else {
            inbound.discard();
            if (!outbound.opened()) {
                bodySent(outbound);
            }
        }
    }

    @Override
    void step() {
        if (lingering) {
            lingers();
        } else if (!readDone) {
            inbound.pump();
            if (!closed && inbound.untouched()) {
                readWatch.arm(limits.idleTimeout());
            }
        }
    }

    @Override
    void moved() {
        movedAt = now();
    }

    @Override
    void readTimedOut() {
        Duration quiet = Duration.ofNanos(now() - movedAt);
        if (lingering) {
            close();
        } else if (quiet.compareTo(limits.idleTimeout()) < 0) {
            readWatch.arm(limits.idleTimeout().minus(quiet));
        } else {
            broken(limits.nothingMoved());
        }
    }

    @Override
    void bodyRead(Inbound body) {
        readDone = true;
        endIfDone();
    }

    @Override
    void bodyStopped(Inbound body) {
        readDone = true;
        readWatch.disarm();
        endIfDone();
    }

    @Override
    void bodyBroke(Inbound body, HttpMessageException why) {
        broken(why);
    }

    @Override
    void bodySent(Outbound body) {
        sentDone = true;
        if (!closed) {
            endOutput();
        }
        endIfDone();
    }

    @Override
    void bodyFailed(Outbound body, Ending ending) {
        fail(ending);
    }

    private void endIfDone() {
        if (readDone && sentDone && !over && !closed) {
            over = true;
            resetsAtClose(false);
            owner.tunnelOver(Ending.DONE, false);
            if (inbound.over()) {
                close();
            } else {
                lingering = true; // closing now would reset the connection, and take from the peer what was sent last
                readWatch.arm(LINGER);
                advance();
            }
        }
    }

    /** The conversation here has ended otherwise than done. */
    private void fail(Ending ending) {
        close();
        cut(ending, false);
    }

    @Override
    void broke(Throwable cause) {
        cut(new Ending.Failed("connection", cause), true);
    }

    private void cut(Ending ending, boolean connectionBroke) {
        if (!over) {
            over = true;
            Throwable cause = ending instanceof Ending.Failed failed
                    ? owner.told(failed.cause())
                    : new IOException("the conversation was cancelled: " + ending);
            inbound.fail(cause);
            outbound.broke(cause);
            owner.tunnelOver(ending, connectionBroke);
        }
    }
}
