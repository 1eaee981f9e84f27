package dev.weir.http;

import dev.weir.Frames;
import dev.weir.Framing;
import dev.weir.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Server-sent events: a response that goes on, of text a browser's {@code EventSource} reads. What a client is who reads
 * slowly, or does not listen, is for the source to say: a member of a {@link dev.weir.Hub} declares with its
 * {@link dev.weir.Overflow} whether it waits, lets go of the oldest, or is left behind.
 *
 * {@snippet :
 * Response feed(Request request) {
 *     return Events.response(hub.source(Capacity.items(100), Overflow.DROP_OLDEST).map(Event::of), Duration.ofSeconds(15));
 * }
 * }
 */
public final class Events {
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private Events() {}

    /**
     * A response of events.
     *
     * @param events sent as they come, as fast as the peer takes them
     * @param keepAlive after so long without an event a comment is sent, so that nobody takes the connection for idle, and
     *     a peer that has gone is noticed
     * @return status 200, never cached
     */
    public static Response response(Source<Event> events, Duration keepAlive) {
        Source<ByteBuffer> body = events.map(Events::encode)
                .keepAlive(keepAlive, () -> ByteBuffer.wrap(COMMENT).asReadOnlyBuffer());
        return Response.ok(body).with("Content-Type", "text/event-stream").with("Cache-Control", "no-store");
    }

    /**
     * Where a client that comes back has been.
     *
     * @param request what it asks
     * @return the id of the last event it has seen, if it has seen one with an id
     */
    public static Optional<String> lastId(Request request) {
        return request.headers().first("Last-Event-ID");
    }

    /**
     * An event as it is sent.
     *
     * @param event the event
     * @return its bytes, with the empty line behind them
     */
    public static ByteBuffer encode(Event event) {
        var text = new StringBuilder(event.data().length() + 32);
        event.type().ifPresent(type -> field(text, "event", type));
        event.id().ifPresent(id -> field(text, "id", id));
        event.retry().ifPresent(retry -> field(text, "retry", Long.toString(retry.toMillis())));
        for (String line : event.data().split("\r\n|\r|\n", -1)) {
            field(text, "data", line);
        }
        return ByteBuffer.wrap(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void field(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }

    /**
     * The events of a response that a client has got. An event that was not sent to its end is let go, as the standard has
     * it.
     *
     * @param response its body is run
     * @param longest the most bytes in an event, with all around it; a longer one fails the flow
     * @return its events
     */
    public static Source<Event> of(Response response, int longest) {
        return Buffers.arrays(response.body()).through(Frames.of(() -> framing(longest)));
    }

    /**
     * Cuts events out of bytes. Comments, and fields that nobody knows, are skipped.
     *
     * @param longest the most bytes in an event, with all around it, at least 1
     * @return the framing, for one run
     */
    public static Framing<Event> framing(int longest) {
        if (longest < 1) {
            throw new IllegalArgumentException("longest must be >= 1 but was " + longest);
        }
        return new EventFraming(longest);
    }
}
