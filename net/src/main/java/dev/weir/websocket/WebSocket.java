package dev.weir.websocket;

import dev.weir.Duplex;
import dev.weir.http.Headers;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A conversation of messages with one peer. Pings are answered by itself, between the frames of what is said.
 *
 * <p>How it ends: the clean end of the sink sends a close, and what the peer says after that is still heard until its own
 * close. The close of the peer ends the source, and what is said after that is still sent, for {@link
 * WebSocketOptions#closeTimeout} at most; then it is answered. So the half-close of other conversations holds here too.
 * A peer that breaks the rules is told so by a close with the code, and fails both directions with a {@link
 * WebSocketException}; so does one that breaks off without a close, or does not answer one in time. If the program fails or
 * cancels the conversation, the connection is cut: the peer sees no close, which is code 1006 there.
 *
 * <p>Any thread may use it.
 */
public final class WebSocket {
    private final Duplex<Message, Message> messages;
    private final Headers head;
    private final Ends ends;

    /** How both sides end what they say. */
    static final class Ends {
        final CompletableFuture<Close> heard = new CompletableFuture<>();
        final AtomicReference<@Nullable Close> said = new AtomicReference<>();
    }

    WebSocket(Duplex<Message, Message> messages, Headers head, Ends ends) {
        this.messages = messages;
        this.head = head;
        this.ends = ends;
    }

    /**
     * The messages in both directions, to be run once, in one pipeline.
     *
     * @return what the peer says, and where to talk to it
     */
    public Duplex<Message, Message> messages() {
        return messages;
    }

    /**
     * What was agreed on as the language of the messages.
     *
     * @return the subprotocol, if there is one
     */
    public Optional<String> subprotocol() {
        return head.first("Sec-WebSocket-Protocol");
    }

    /**
     * The head of the response that opened it.
     *
     * @return its header fields
     */
    public Headers headers() {
        return head;
    }

    /**
     * Says how this side will have ended, when the sink ends; without it that is a code of 1000, or the one of the peer if
     * that has closed first, or 1001 if a server drains. The last call counts.
     *
     * @param close made by {@link Close#of}
     */
    public void closeWith(Close close) {
        ends.said.set(Objects.requireNonNull(close));
    }

    /**
     * How the peer has ended what it says.
     *
     * @return completes with its close: code {@link Close#NO_CODE} if it gave none, {@link Close#BROKEN} if the conversation
     *     that was run has ended without one. It completes on a thread of the conversation, and must not be blocked
     */
    public CompletionStage<Close> peerClosed() {
        return ends.heard.minimalCompletionStage();
    }
}
