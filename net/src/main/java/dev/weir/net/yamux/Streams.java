package dev.weir.net.yamux;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The streams of a session by their numbers. One side has the odd ones, the other the even ones, each in ascending order:
 * so a number tells whether there was ever such a stream, and nothing need be kept of those that are gone, but how much in all
 * their peers may still have on the way.
 */
final class Streams {
    private final Map<Long, MuxStream> open = new HashMap<>();
    private final int most;
    private final boolean odd;
    private long nextOwn;
    private long highestOfPeer;
    private long onTheWay;
    private int own;
    private int ofPeer;

    Streams(int most, boolean client) {
        this.most = most;
        this.odd = client;
        this.nextOwn = client ? 1 : 2;
    }

    private boolean isOwn(long id) {
        return (id & 1) == 1 == odd;
    }

    @Nullable
    MuxStream get(long id) {
        return open.get(id);
    }

    Collection<MuxStream> all() {
        return List.copyOf(open.values());
    }

    int size() {
        return open.size();
    }

    /** Whether no place is taken: a stream that is gone has one until its last word was said and its run is over. */
    boolean allQuiet() {
        return open.isEmpty();
    }

    // ---- opened here

    /** Why none can be opened here; null if one can. */
    @Nullable
    String full() {
        if (own >= most) {
            return "a session must have at most " + most + " streams opened here but that many are open;"
                    + " wait for one to end, or raise streams";
        }
        return nextOwn > Head.MOST ? "a session has no more than 2^31 numbers for streams; begin another one" : null;
    }

    void open(MuxStream stream) {
        own++;
        stream.id = nextOwn;
        nextOwn += 2;
        open.put(stream.id, stream);
    }

    // ---- opened there

    /** A peer says that it opens this one. */
    void opened(long id) throws MuxException {
        if (isOwn(id)) {
            throw new MuxException("a peer must open streams with its own numbers but opened " + id + ", which is "
                    + (odd ? "odd" : "even"));
        }
        if (id <= highestOfPeer) {
            throw new MuxException(
                    "a peer must open streams in ascending order but opened " + id + " after " + highestOfPeer);
        }
        highestOfPeer = id;
    }

    boolean hasPlace() {
        return ofPeer < most;
    }

    void accept(MuxStream stream) {
        ofPeer++;
        open.put(stream.id, stream);
    }

    // ---- gone

    void remove(MuxStream stream) {
        open.remove(stream.id);
    }

    void free(MuxStream stream) {
        if (stream.own) {
            own--;
        } else {
            ofPeer--;
        }
    }

    /** So many bytes may still come for a stream that is gone or was never let in. */
    void mayCome(long bytes) {
        onTheWay += bytes;
    }

    /** A frame is of a stream that is not open: there must have been one, and what comes must have been allowed. */
    void late(Head head) throws MuxException {
        long id = head.stream();
        if (isOwn(id) ? id >= nextOwn : id > highestOfPeer) {
            throw new MuxException("a frame must be of a stream that was opened but was of " + id);
        }
        if (head.type() == Head.DATA) {
            onTheWay -= head.length();
            if (onTheWay < 0) {
                throw new MuxException("a peer must not send more than the windows of its streams but did, for stream "
                        + id + ", which is gone");
            }
        }
    }
}
