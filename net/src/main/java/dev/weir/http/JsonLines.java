package dev.weir.http;

import dev.weir.Fn;
import dev.weir.Frames;
import dev.weir.Source;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Streams of JSON, one value a line ({@code application/x-ndjson}): sent as they are made, read as they come. */
public final class JsonLines {
    private JsonLines() {}

    /**
     * A response of one line for each item.
     *
     * @param items sent as they come, as fast as the peer takes them
     * @param json makes JSON of one; it must be a single line
     * @param <T> the items
     * @return status 200; a text with more than a line fails the flow, and cuts the response
     */
    public static <T> Response response(Source<T> items, Fn<? super T, String> json) {
        Source<ByteBuffer> body = items.map(item -> line(json.apply(item)));
        return Response.ok(body).with("Content-Type", "application/x-ndjson");
    }

    private static ByteBuffer line(String json) {
        if (json.indexOf('\n') >= 0 || json.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(
                    "a JSON line must be one line but had an end of line in it; write it without indentation");
        }
        return ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The lines of a response that a client has got.
     *
     * @param response its body is run
     * @param longest the most bytes in a line; a longer one fails the flow
     * @return the texts of the values, those that are empty left out
     */
    public static Source<String> of(Response response, int longest) {
        return Buffers.arrays(response.body())
                .through(Frames.<String>of(() -> Frames.lines(longest)))
                .filter(line -> !line.isBlank());
    }
}
