package dev.weir.http.internal;

import dev.weir.http.Headers;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpMessageException;
import io.netty.buffer.ByteBuf;

/**
 * Takes the bytes of one body out of what was read. It never takes a byte that comes after the body, and takes no more
 * than it is asked for. For one thread.
 */
public interface BodyDecoder {
    /**
     * Moves bytes of the body.
     *
     * @param in what was read
     * @param to where they go
     * @return how many; 0 if {@code in} has to have more, or it is over
     * @throws HttpMessageException if the rules are broken; then nothing more can be read
     */
    int decode(ByteBuf in, byte[] to) throws HttpMessageException;

    /** Whether all of it was taken. */
    boolean over();

    /**
     * No more bytes will come.
     *
     * @throws HttpMessageException if that is not its end
     */
    void inputEnded() throws HttpMessageException;

    /** What came behind the body and may be looked at; none before it is over. */
    default Headers trailers() {
        return Headers.none();
    }

    /** Takes all bytes up to the end of the connection, however many. */
    static BodyDecoder untilClose() {
        return new UntilCloseDecoder(Long.MAX_VALUE);
    }

    /** The decoder for a body that ends so. */
    static BodyDecoder of(Framing framing, HttpLimits limits) throws HttpMessageException {
        long mostBytes = limits.bodyBytes();
        return switch (framing) {
            case Framing.None none -> new FixedDecoder(0);
            case Framing.Fixed(long length) -> {
                if (length > mostBytes) {
                    throw tooLarge(mostBytes);
                }
                yield new FixedDecoder(length);
            }
            case Framing.Chunked chunked -> new ChunkedDecoder(limits);
            case Framing.UntilClose untilClose -> new UntilCloseDecoder(mostBytes);
        };
    }

    /** A body is larger than allowed. */
    static HttpMessageException tooLarge(long mostBytes) {
        return new HttpMessageException(413, "a body must have <= " + mostBytes + " bytes but has more; send less");
    }

    /** A body breaks off. */
    static HttpMessageException cutOff() {
        return new HttpMessageException(400, "a body must be sent to its end but the connection ended within it");
    }
}
