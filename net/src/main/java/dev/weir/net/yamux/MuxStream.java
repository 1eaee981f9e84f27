package dev.weir.net.yamux;

import dev.weir.Duplex;
import dev.weir.Sink;
import dev.weir.net.mux.Grant;
import dev.weir.net.mux.Holdback;
import dev.weir.net.mux.Priority;
import dev.weir.net.mux.ReceiveStream;
import dev.weir.net.mux.SendStream;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a session. It is opened when its flow begins, and gone when both halves have ended or it was reset; then
 * all that it holds is given back at once. Its place is free when its last word was said and, if the peer has opened it, the
 * run that serves it is over.
 *
 * <p>State belongs to the session.
 */
final class MuxStream {
    private static final int URGENCY = 3;

    final Session session;
    final boolean own;
    private final int weight;
    private final Inbound in;
    private final Outbound out;
    long id; // 0 until it is opened
    boolean inLane;
    private @Nullable SendStream<MuxStream> send; // null until it is opened
    private @Nullable ReceiveStream receive; // null until it is opened
    private int holders = 1; // of its place
    private boolean begun;
    private boolean tellsOpened;
    private boolean tellsAccepted;
    private boolean tellsReset;
    private boolean heardAll;
    private boolean saidAll;
    private boolean gone;

    MuxStream(Session session, boolean own, int weight) {
        MuxOptions options = session.options;
        this.session = session;
        this.own = own;
        this.weight = weight;
        this.in = new Inbound(this, options.window());
        this.out = new Outbound(
                this,
                new Holdback(session.budget, options.window(), options.unsentOfStream(), options.unsentOfStream() / 2));
    }

    Duplex<byte[], byte[]> duplex() {
        return Duplex.of(in.source(), Sink.writing(() -> out));
    }

    // ---- beginning

    /** Its flow has begun: opens it, if it is one that is opened here. */
    void begin() {
        if (!begun) {
            begun = true;
            if (own) {
                session.begin(this);
            }
        }
    }

    void opened() {
        openSides();
        tellsOpened = true;
        session.lane.speak(this);
    }

    /** The peer has opened it, and a run will serve it. */
    void accepted(long itsId) {
        id = itsId;
        openSides();
        begun = true;
        holders = 2;
        tellsAccepted = true;
        session.lane.speak(this);
    }

    private void openSides() {
        send = session.sending.open(this, session.options.window(), Priority.sharing(URGENCY, weight));
        receive = session.receiving.open(session.options.window());
    }

    private SendStream<MuxStream> send() {
        return Objects.requireNonNull(send);
    }

    private ReceiveStream receive() {
        return Objects.requireNonNull(receive);
    }

    /** The run that serves it is over, or could not begin. */
    void runOver(@Nullable Throwable failed) {
        if (failed != null) {
            reset(new IOException("the conversation on the stream has failed", failed));
        } else {
            in.stopUnlessUsed();
            out.endUnlessOpen();
        }
        letGo();
    }

    // ---- what it has to say of itself

    /** One frame of that; null if it has nothing to say. */
    @Nullable
    Head word() {
        inLane = false;
        if (tellsReset) {
            tellsReset = false;
            letGo();
            return new Head(Head.WINDOW, Head.RST, id, 0);
        }
        int flags = (tellsOpened ? Head.SYN : 0) | (tellsAccepted ? Head.ACK : 0);
        tellsOpened = false;
        tellsAccepted = false;
        long more = in.open() && !gone ? receive().update() : 0;
        return flags == 0 && more == 0 ? null : new Head(Head.WINDOW, flags, id, more);
    }

    /** The flow has taken so much. */
    void consumed(long bytes) {
        if (!gone) {
            session.receiving.consumed(receive(), bytes);
            session.lane.speak(this);
        }
    }

    /** Nobody will take what is here. The peer is not told that it may send more. */
    void consumedAll() {
        session.receiving.consumed(receive(), receive().unread());
    }

    // ---- what the peer says

    /** A head of it has come; its data comes next. */
    void heard(Head head) throws MuxException {
        if (head.type() == Head.WINDOW) {
            allowed(head.length());
        } else if (heardAll && head.length() > 0) {
            throw new MuxException("a stream must send nothing after its end but " + id + " did");
        } else if (head.length() > receive().available()) {
            throw new MuxException("a peer must not send more than a stream's window, "
                    + receive().available() + " bytes now, but sent " + head.length()
                    + "; both sides need the same window option");
        }
        if (head.has(Head.RST)) {
            heardAll = true;
            gone(new IOException("the peer has reset the stream"));
        } else if (head.has(Head.FIN) && head.type() == Head.WINDOW) {
            heardAll();
        }
    }

    private void allowed(long bytes) throws MuxException {
        if (!session.sending.credit(send(), bytes)) {
            throw new MuxException("a window must be < 2^32 but is " + bytes + " more for stream " + id);
        }
        out.allowed(bytes);
    }

    void data(byte[] from, int at, int count) {
        if (!gone) {
            session.receiving.received(receive(), count);
            in.data(from, at, count);
        }
    }

    void heardAll() {
        if (!heardAll && !gone) {
            heardAll = true;
            in.end();
            settle();
        }
    }

    // ---- what is said

    /** Its flow has handed over bytes; whether they will be sent. */
    boolean wants(int bytes) {
        if (!gone) {
            session.sending.want(send(), bytes);
        }
        return !gone;
    }

    void saysNoMore() {
        if (!gone) {
            session.sending.end(send());
        }
    }

    /** It is its turn. */
    byte[] frame(Grant<MuxStream> grant) {
        byte[] frame = out.frame(new Head(Head.DATA, grant.last() ? Head.FIN : 0, id, grant.bytes()));
        out.left(grant.bytes());
        if (grant.last()) {
            saidAll = true;
            settle();
        }
        return frame;
    }

    void look() {
        out.look();
    }

    // ---- ends

    /** Looks whether it is gone now. */
    void settle() {
        if (!gone && saidAll && in.done()) {
            if (heardAll) {
                gone(new IOException("the stream has ended"));
            } else {
                reset(new IOException("nobody wants more of the stream"));
            }
        }
    }

    /** Ends both halves, and says so. */
    void reset(Throwable cause) {
        if (!gone && id > 0) {
            tellsReset = true;
        }
        gone(cause);
    }

    /** It is over in both directions; gives back all that it has. */
    void gone(Throwable cause) {
        if (gone) {
            return;
        }
        gone = true;
        begun = true;
        if (id > 0) {
            if (!heardAll) {
                session.streams.mayCome(receive().available());
            }
            session.receiving.close(receive());
            session.sending.close(send());
            session.gone(this);
        }
        out.clear();
        in.broke(cause);
        if (!saidAll) {
            out.broke(cause);
        }
        if (tellsReset) {
            session.lane.speak(this);
        } else {
            letGo();
        }
    }

    private void letGo() {
        holders--;
        if (holders == 0 && id > 0) {
            session.streams.free(this);
        }
    }
}
