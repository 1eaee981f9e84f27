package dev.weir.http;

import dev.weir.http.HttpClientException.Kind;
import io.netty.handler.codec.http2.Http2Error;
import java.time.Duration;

/**
 * A tunnel of a client. Whoever asked for it runs its directions, together or apart, so it is over when the stream is: when
 * both ends have said all.
 *
 * <p>A side that has said all, and wants to hear no more, does not reset the stream at once: its peer could lose by that what
 * was said last. It gives the peer a moment to come to an end of its own. So it is the other way round: when the peer has
 * said all and resets the stream without a fault, what is still said here is thrown away for that long, and fails then.
 */
final class ClientTunnel extends StreamTunnel {
    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Watch linger;
    private boolean sent;
    private boolean unwanted; // nobody here wants to hear more
    private boolean unheard; // nobody there does

    ClientTunnel(Http2Stream stream) {
        super(stream);
        this.linger = new Watch(stream.connection.loop, this::lingered);
    }

    @Override
    void sent() {
        sent = true;
        lingerIfDone();
    }

    /** Nobody wants what the peer still says. */
    void unwanted() {
        unwanted = true;
        lingerIfDone();
    }

    private void lingerIfDone() {
        if (sent && unwanted && !stream.state.closed()) {
            linger.arm(LINGER);
        }
    }

    /** Whether the peer, which resets the stream for this reason, only says that it wants to hear no more. */
    boolean leftAlone(long error) {
        unheard = error == Http2Error.NO_ERROR.code() && inbound.complete();
        if (unheard) {
            linger.arm(LINGER);
        }
        return unheard;
    }

    private void lingered() {
        if (unheard) {
            outbound.broke(new HttpClientException(
                    Kind.BROKEN, "a tunnel broke: the peer has said all, and wants to hear no more", null));
        } else {
            stream.reset(Http2Error.CANCEL);
        }
    }

    /** The stream has ended otherwise. */
    void gone() {
        linger.close();
    }
}
