package dev.weir.websocket;

import dev.weir.http.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How a WebSocket is spoken, by either side. Immutable; begin with {@link #defaults}.
 *
 * <p>What one holds for each direction: up, the message that is being read and as many whole ones as have the weight of
 * two of the largest, and 16 at most; down, four messages of the program, the one that is being sent, four frames, and
 * eight control frames. Compression adds about 300 KiB outside of the heap.
 */
public final class WebSocketOptions {
    private static final WebSocketOptions DEFAULTS = new WebSocketOptions(
            1024 * 1024,
            16 * 1024,
            Duration.ofSeconds(5),
            Duration.ZERO,
            false,
            false,
            List.of(),
            request -> sameOrigin(request));

    private final int maxMessage;
    private final int frame;
    private final Duration closeTimeout;
    private final Duration heartbeat;
    private final boolean compresses;
    private final boolean forgets;
    private final List<String> subprotocols;
    private final Predicate<? super Request> welcome;

    private WebSocketOptions(
            int maxMessage,
            int frame,
            Duration closeTimeout,
            Duration heartbeat,
            boolean compresses,
            boolean forgets,
            List<String> subprotocols,
            Predicate<? super Request> welcome) {
        this.maxMessage = maxMessage;
        this.frame = frame;
        this.closeTimeout = closeTimeout;
        this.heartbeat = heartbeat;
        this.compresses = compresses;
        this.forgets = forgets;
        this.subprotocols = subprotocols;
        this.welcome = welcome;
    }

    /**
     * The usual ones.
     *
     * @return messages of at most 1 MiB, frames of at most 16 KiB, 5 s for a close, no heartbeat, no compression, no
     *     subprotocols, and of browsers only the pages of the same host
     */
    public static WebSocketOptions defaults() {
        return DEFAULTS;
    }

    /**
     * With another limit for what is heard. A larger message fails with code 1009 before more than this is held of it,
     * compressed or not.
     *
     * @param bytes at least 1
     * @return other options
     */
    public WebSocketOptions maxMessage(int bytes) {
        atLeast("maxMessage", 1, bytes);
        return new WebSocketOptions(bytes, frame, closeTimeout, heartbeat, compresses, forgets, subprotocols, welcome);
    }

    /**
     * With another size for the frames that are sent. A message is cut into these; control frames go between them.
     *
     * @param bytes the most in one frame, at least 128
     * @return other options
     */
    public WebSocketOptions frame(int bytes) {
        atLeast("frame", 128, bytes);
        return new WebSocketOptions(
                maxMessage, bytes, closeTimeout, heartbeat, compresses, forgets, subprotocols, welcome);
    }

    /**
     * With another time for a close.
     *
     * @param atMost how long the peer may take to answer a close, and how long what is still said after the peer's close
     *     may go on
     * @return other options
     */
    public WebSocketOptions closeTimeout(Duration atMost) {
        atLeast("closeTimeout in nanoseconds", 1, atMost.toNanos());
        return new WebSocketOptions(maxMessage, frame, atMost, heartbeat, compresses, forgets, subprotocols, welcome);
    }

    /**
     * With pings of its own, so that a peer which has gone is noticed, and nobody between the two takes the connection for
     * idle.
     *
     * @param every after so long without a word of the peer one is sent; after twice that the conversation fails. Time in
     *     which nothing is read because the program here takes nothing does not count
     * @return other options
     */
    public WebSocketOptions heartbeat(Duration every) {
        atLeast("heartbeat in nanoseconds", 1, every.toNanos());
        return new WebSocketOptions(maxMessage, frame, closeTimeout, every, compresses, forgets, subprotocols, welcome);
    }

    /**
     * With compression, if the peer can do it too (permessage-deflate, RFC 7692).
     *
     * @param forgetting whether each message is compressed for itself: less memory is held between them, and less gained
     * @return other options
     */
    public WebSocketOptions compressed(boolean forgetting) {
        return new WebSocketOptions(
                maxMessage, frame, closeTimeout, heartbeat, true, forgetting, subprotocols, welcome);
    }

    /**
     * With subprotocols. A client offers them; a server takes the first of the client's that is among them.
     *
     * @param names tokens
     * @return other options
     */
    public WebSocketOptions subprotocols(String... names) {
        return new WebSocketOptions(
                maxMessage, frame, closeTimeout, heartbeat, compresses, forgets, List.of(names), welcome);
    }

    /**
     * With another answer to who may open one, for a server. Any page may have a browser open a WebSocket to any host, and
     * send cookies along; so without this a request with an {@code Origin} is answered with 403 unless that is the host it
     * was sent to.
     *
     * @param test asked for each request; must not block
     * @return other options
     */
    public WebSocketOptions welcome(Predicate<? super Request> test) {
        return new WebSocketOptions(
                maxMessage,
                frame,
                closeTimeout,
                heartbeat,
                compresses,
                forgets,
                subprotocols,
                Objects.requireNonNull(test));
    }

    private static void atLeast(String what, long least, long value) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be >= " + least + " but was " + value
                    + "; WebSocketOptions.defaults() has a sane one");
        }
    }

    private static boolean sameOrigin(Request request) {
        Optional<String> origin = request.headers().first("Origin");
        if (origin.isEmpty()) {
            return true;
        }
        try {
            String authority = URI.create(origin.get()).getAuthority();
            return authority != null
                    && authority.equalsIgnoreCase(
                            request.headers().first("Host").orElse(""));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    int maxMessage() {
        return maxMessage;
    }

    int frame() {
        return frame;
    }

    Duration closeTimeout() {
        return closeTimeout;
    }

    /** Zero for none. */
    Duration heartbeat() {
        return heartbeat;
    }

    boolean compresses() {
        return compresses;
    }

    boolean forgets() {
        return forgets;
    }

    List<String> subprotocols() {
        return subprotocols;
    }

    boolean welcomes(Request request) {
        return welcome.test(request);
    }
}
