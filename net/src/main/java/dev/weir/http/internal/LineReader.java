package dev.weir.http.internal;

import dev.weir.http.HttpMessageException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines out of a buffer, however the bytes are cut up. A line ends with CR LF and nothing else: a bare LF, or a
 * bare CR inside a line, is an error and never an end. No byte is looked at twice while a line is incomplete.
 *
 * <p>weir has a decoder of its own instead of Netty's for two reasons. Netty's pushes all it can decode out of a buffer,
 * so that what it has made must wait somewhere; this one is asked for the next piece, and what nobody asked for stays in
 * the buffer it was read into. And Netty's forgives: it joins folded lines and takes bare line feeds in places, each of
 * them a way to have two programs on one path see different messages.
 */
public final class LineReader {
    private int looked; // so many bytes after the reader index have no LF

    /** The next line without its end, or null if it is not complete; then more than {@code most} bytes fail it. */
    public @Nullable String next(ByteBuf in, int most, int tooLongStatus, String what) throws HttpMessageException {
        int length = find(in, most, tooLongStatus, what);
        if (length < 0) {
            return null;
        }
        String line = in.toString(in.readerIndex(), length, StandardCharsets.ISO_8859_1);
        skip(in, length);
        return line;
    }

    /** How long the next line is without its end; it stays in the buffer. Less than 0 if it is not complete. */
    int find(ByteBuf in, int most, int tooLongStatus, String what) throws HttpMessageException {
        int start = in.readerIndex();
        int lf = in.indexOf(start + looked, in.writerIndex(), (byte) '\n');
        int length = (lf < 0 ? in.writerIndex() : lf + 1) - start;
        if (length > most + 2) {
            throw new HttpMessageException(
                    tooLongStatus, what + " must have <= " + most + " bytes but has more; shorten it");
        }
        if (lf < 0) {
            looked = length;
            return -1;
        }
        looked = 0;
        if (lf == start || in.getByte(lf - 1) != '\r') {
            throw new HttpMessageException(400, what + " must end with CR LF but ended with a bare LF");
        }
        if (in.indexOf(start, lf, (byte) '\r') != lf - 1) {
            throw new HttpMessageException(400, what + " must have no CR within it but had one");
        }
        return lf - 1 - start;
    }

    /** Goes on behind the line that was found. */
    void skip(ByteBuf in, int length) {
        in.skipBytes(length + 2);
    }
}
