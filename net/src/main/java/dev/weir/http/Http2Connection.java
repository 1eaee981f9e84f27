package dev.weir.http;

import dev.weir.http.internal.h2.ClosedStreams;
import dev.weir.http.internal.h2.FrameCutter;
import dev.weir.http.internal.h2.Preface;
import dev.weir.http.internal.h2.Step;
import dev.weir.http.internal.h2.StreamEvent;
import dev.weir.http.internal.h2.StreamState;
import dev.weir.net.mux.Grant;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A connection that speaks HTTP/2, either end of it: its streams, its windows, and the loop that reads frames one at a time
 * and writes those whose turn it is while the socket takes them. For the event loop.
 *
 * <p>It is read from at all times: what the peer may send is bounded by its windows, what it can do without them is counted
 * by {@link Calm}, and what it causes to be sent by {@link Http2Frames}. After a fault of the connection, or the last GOAWAY,
 * nothing it sends is looked at, and it is closed shortly.
 */
abstract class Http2Connection extends Connection {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final int LINGER_BYTES = 256 * 1024;

    final Http2Limits rules;
    final Http2Windows windows;
    final Http2Frames frames;
    final IntObjectMap<Http2Stream> streams = new IntObjectHashMap<>();
    final ClosedStreams closedStreams = new ClosedStreams();

    private final FrameCutter cutter = new FrameCutter();
    private final Http2FrameReader reader;
    private final Http2FrameListener listener;
    private final Watch headWatch;
    private final Watch sweep;
    private boolean prefaced;
    private boolean sweeping;
    private boolean soon;
    private boolean busy; // whatever is to be written will be before this is over
    private boolean again; // and it was asked for meanwhile
    private boolean ending;
    private long lingered;
    private boolean headWatched;

    /** Whether the peer is still to send its preface. */
    Http2Connection(Channel channel, HttpLimits limits, boolean prefaced) {
        super(channel, limits);
        this.rules = limits.http2();
        this.prefaced = prefaced;
        this.windows = new Http2Windows(rules);
        this.frames = new Http2Frames(this, rules.queuedFrames());
        this.reader = new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, limits.headerBytes()));
        this.listener = new Http2Listener(this);
        this.headWatch = new Watch(loop, this::headTimedOut);
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

    // ---- reading

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        greet();
    }

    @Override
    void step() {
        if (ending) {
            linger();
            return;
        }
        busy = true;
        try {
            readAll();
        } finally {
            busy = false;
        }
        if (!closed) {
            settle();
        }
    }

    private void readAll() {
        try {
            while (!closed && !ending && readOne()) {
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
            watchHead();
            wantMore();
        }
    }

    private boolean readOne() throws Http2Exception {
        if (!prefaced) {
            Preface.Seen seen = Preface.seen(held);
            if (seen == Preface.Seen.OTHER) {
                throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "a client must begin with its preface");
            }
            if (seen == Preface.Seen.PART) {
                return false;
            }
            held.skipBytes(Preface.length());
            prefaced = true;
        }
        ByteBuf frame = cutter.next(held);
        if (frame == null) {
            return false;
        }
        frame.retain(); // a close, from inside, lets go of what was read
        try {
            reader.readFrame(context(), frame, listener);
        } catch (Http2Exception e) {
            if (!Http2Exception.isStreamError(e)) {
                throw e;
            }
            streamFault(e);
        } finally {
            frame.release();
        }
        return true;
    }

    private void streamFault(Http2Exception e) throws Http2Exception {
        int id = Http2Exception.streamId(e);
        Http2Stream stream = streams.get(id);
        resetCosts();
        if (stream != null) {
            stream.reset(e.error(), new HttpMessageException(400, String.valueOf(e.getMessage())));
        } else if (idle(id) && cutter.head()) {
            malformedHead(id, e instanceof Http2Exception.HeaderListSizeException);
        } else if (idle(id) && !cutter.priority()) {
            throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "%s", e.getMessage());
        } else {
            frames.reset(id, e.error());
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
        if (busy) {
            again = true;
        } else if (!soon && !closed) {
            soon = true;
            onLoop(() -> {
                soon = false;
                settle();
            });
        }
    }

    /** Writes those whose turn it is while the socket takes them, tells of credit, and flushes. */
    private void settle() {
        busy = true;
        try {
            do {
                again = false;
                writeAll();
            } while (again && !closed);
        } finally {
            busy = false;
        }
    }

    private void writeAll() {
        long more = windows.receiving.update();
        if (more > 0) {
            frames.windowUpdate(0, more);
        }
        turns();
        if (frames.written()) {
            flush(); // what the socket has taken may make more possible
            again = true;
        }
        eased();
    }

    private void turns() {
        while (!closed && channel.isWritable()) {
            Grant<Http2Stream> grant = windows.next(FrameCutter.MOST);
            if (grant == null) {
                return;
            }
            grant.owner().grant(grant.bytes(), grant.last());
        }
    }

    /** Lets flows go on that waited for others, the most urgent first. */
    private void eased() {
        if (windows.budget.eased()) {
            List<Http2Stream> waiting = all();
            waiting.sort(Comparator.comparingInt(stream -> stream.send.urgency()));
            for (Http2Stream stream : waiting) {
                if (stream.outbound != null) {
                    stream.outbound.look();
                }
            }
        }
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
        long now = System.nanoTime();
        long timeout = limits.progressTimeout().toNanos();
        all().forEach(stream -> stream.check(now, timeout));
        sweeping = !streams.isEmpty();
        if (sweeping) {
            sweep.arm(sweepEvery());
        }
    }

    private void watchHead() {
        if (cutter.blockOpen() || !prefaced) {
            if (!headWatched) {
                headWatched = true;
                headWatch.arm(limits.headTimeout());
            }
        } else {
            headWatched = false;
            headWatch.disarm();
        }
    }

    private void headTimedOut() {
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
        headWatch.disarm();
        readWatch.arm(LINGER);
        frames.goAway(lastStream(), error, why, this::endOutput);
        flush();
        if (!closed) {
            linger();
        }
    }

    private void linger() {
        lingered += held.readableBytes();
        held.skipBytes(held.readableBytes());
        if (inputEnded || lingered > LINGER_BYTES) {
            close();
        } else {
            wantMore();
        }
    }

    final boolean ending() {
        return ending;
    }

    @Override
    void closing() {
        headWatch.close();
        sweep.close();
        reader.close();
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
