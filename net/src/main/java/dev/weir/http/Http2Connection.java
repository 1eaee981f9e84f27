package dev.weir.http;

import dev.weir.http.internal.h2.ClosedStreams;
import dev.weir.http.internal.h2.Step;
import dev.weir.http.internal.h2.StreamEvent;
import dev.weir.http.internal.h2.StreamState;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A connection that speaks HTTP/2, either end of it: its streams, its windows, and the loop that reads frames one at a time
 * and writes those whose turn it is while the socket takes them. For the event loop.
 *
 * <p>It is read from at all times, but for a while after it was refused where refusing costs too much: what the peer may send is bounded by its windows, what it can do without them is counted
 * by {@link Http2Windows}, and what it causes to be sent by {@link Http2Frames}. After a fault of the connection, or the last GOAWAY,
 * nothing it sends is looked at, and it is closed shortly.
 */
abstract class Http2Connection extends Connection {
    final Http2Limits rules;
    final Http2Windows windows;
    final Http2Frames frames;
    final IntObjectMap<Http2Stream> streams = new IntObjectHashMap<>();
    final ClosedStreams closedStreams = new ClosedStreams();

    private final Http2Input input;
    private final Http2Output output;
    private final Watch sweep;
    private boolean sweeping;
    private boolean ending;

    /** Whether the peer has sent its preface, or sends none. */
    Http2Connection(Channel channel, HttpLimits limits, boolean prefaced) {
        super(channel, limits);
        this.rules = limits.http2();
        this.windows = new Http2Windows(rules);
        this.frames = new Http2Frames(this, rules.queuedFrames());
        this.input = new Http2Input(this, prefaced);
        this.output = new Http2Output(this);
        this.sweep = new Watch(loop, this::sweep);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(limits.lowMark(), limits.highMark()));
    }

    // ---- what the two ends do

    /** Writes what is said first. */
    abstract void greet();

    /** A head that belongs to no stream that is open, and not to one that was closed. */
    abstract void opened(int id, Http2Headers fields, boolean end) throws Http2Exception;

    /** Whether the peer, or this end, has never used this stream. */
    abstract boolean idle(int id);

    /** A new head breaks the rules: its stream is used up. */
    abstract void malformedHead(int id, boolean tooLarge) throws Http2Exception;

    /** The peer has acknowledged a ping. */
    abstract void pingAcknowledged(long data);

    /** The peer opens no more streams, or takes none beyond this one. */
    abstract void goingAway(int last, long error, String why) throws Http2Exception;

    /** The peer's rules for this end have changed. */
    abstract void settings(Http2Settings settings) throws Http2Exception;

    /** The last stream that this end has taken from its peer. */
    abstract int lastStream();

    /** A stream was reset by the peer, or for what it did. */
    void resetCosts() throws Http2Exception {
        windows.costsReset();
    }

    /** No more streams are opened here. */
    void leaving() {}

    /** How often it is looked whether the peer makes progress. */
    Duration sweepEvery() {
        return limits.progressTimeout().dividedBy(8);
    }

    /** A stream is no more. */
    abstract void streamClosed();

    /** A copy: what is done with one of them may open or close others. */
    final List<Http2Stream> all() {
        return new ArrayList<>(streams.values());
    }

    /** The peer's settings, which may move all windows. */
    final void apply(Http2Settings settings) throws Http2Exception {
        Long window = settings.get(Http2CodecUtil.SETTINGS_INITIAL_WINDOW_SIZE);
        if (window != null) {
            long change = windows.peerWindow(window);
            all().forEach(stream -> stream.allowed(change));
        }
        Long table = settings.headerTableSize();
        if (table != null) {
            frames.table(table);
        }
        settings(settings);
    }

    // ---- reading

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        greet();
    }

    @Override
    void step() {
        if (ending) {
            lingers();
            return;
        }
        output.after(this::readAll);
    }

    private void readAll() {
        try {
            while (!closed && !ending && input.next()) {
                // as long as whole frames are there
            }
        } catch (Http2Exception e) {
            fault(e.error(), String.valueOf(e.getMessage()));
        }
        if (closed || ending) {
            return;
        }
        if (inputEnded) {
            broken(new IOException("the peer closed the connection"));
        } else {
            input.await();
            wantMore();
        }
    }

    /** What an event makes of a stream that does not go on. */
    static boolean act(int id, Step step) throws Http2Exception {
        return switch (step) {
            case Step.To to -> true;
            case Step.Ignored ignored -> false;
            case Step.StreamFault(Http2Error error) ->
                throw Http2Exception.streamError(id, error, "nothing more may come on stream %d", id);
            case Step.ConnectionFault(Http2Error error) ->
                throw Http2Exception.connectionError(error, "this may not come on stream %d now", id);
        };
    }

    /** Something came for a stream that is not open. */
    final void notOpen(int id, StreamEvent event) throws Http2Exception {
        windows.costs();
        act(id, (idle(id) ? StreamState.IDLE : closedStreams.of(id)).on(event));
    }

    // ---- writing

    /** Has everything sent that may be, when what is under way now is done. */
    final void soon() {
        output.soon();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            soon();
        }
    }

    // ---- streams

    final void add(Http2Stream stream) {
        streams.put(stream.id, stream);
        windows.budget.sharedBy(streams.size());
        readWatch.disarm();
        if (!sweeping) {
            sweeping = true;
            sweep.arm(sweepEvery());
        }
    }

    final void closed(Http2Stream stream) {
        if (streams.remove(stream.id) != null) {
            windows.budget.sharedBy(streams.size());
            closedStreams.add(stream.id, stream.state);
            stream.release();
            soon();
            streamClosed();
        }
    }

    private void sweep() {
        long now = now();
        long timeout = limits.progressTimeout().toNanos();
        all().forEach(stream -> stream.check(now, timeout));
        sweeping = !streams.isEmpty();
        if (sweeping) {
            sweep.arm(sweepEvery());
        }
    }

    /** A head, or the preface, was not there in time. */
    final void headTimedOut() {
        fault(Http2Error.ENHANCE_YOUR_CALM, "a head must be here within " + limits.headTimeout() + " but was not");
    }

    // ---- the end

    /** The connection cannot go on because of this; says so, and closes. */
    final void fault(Http2Error error, String why) {
        if (closed || ending) {
            return;
        }
        farewell(error, why);
        IOException cause = new IOException(error + ": " + why);
        all().forEach(stream -> abandon(stream, cause));
    }

    private void abandon(Http2Stream stream, Throwable cause) {
        stream.state = StreamState.RESET_HERE;
        closed(stream);
        stream.gone(cause);
    }

    /** Says that this was the last stream, and closes when that is said. */
    final void farewell(Http2Error error, String why) {
        ending = true;
        leaving();
        input.stop();
        readWatch.arm(LINGER);
        frames.goAway(lastStream(), error, why, this::endOutput);
        flush();
        if (!closed) {
            lingers();
        }
    }

    final boolean ending() {
        return ending;
    }

    @Override
    void closing() {
        input.close();
        sweep.close();
    }

    @Override
    void broke(Throwable cause) {
        all().forEach(stream -> abandon(stream, cause));
    }

    @Override
    void readTimedOut() {
        if (ending) {
            close();
        } else {
            farewell(Http2Error.NO_ERROR, "it was idle for " + limits.idleTimeout());
        }
    }
}
