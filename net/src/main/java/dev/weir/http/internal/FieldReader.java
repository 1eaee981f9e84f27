package dev.weir.http.internal;

import dev.weir.http.Headers;
import dev.weir.http.HttpMessageException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads header lines up to the empty one: of a head, or of the trailers behind the last chunk. Lines are bounded together,
 * in bytes and in number. A folded line, a blank before the colon, and tabs around what says where a message ends are
 * refused, because programs differ in what they make of them.
 */
public final class FieldReader {
    private final LineReader lines;
    private final int maxBytes;
    private final int maxCount;
    private Headers.Builder fields = Headers.builder();
    private int bytes;

    /** Reads lines from where this reader of lines stands. */
    public FieldReader(LineReader lines, int maxBytes, int maxCount) {
        this.lines = lines;
        this.maxBytes = maxBytes;
        this.maxCount = maxCount;
    }

    /** The fields once the empty line has come, else null. The next call reads the next ones. */
    public @Nullable Headers next(ByteBuf in) throws HttpMessageException {
        while (true) {
            int length = lines.find(in, maxBytes - bytes, 431, "the header lines together");
            if (length < 0) {
                return null;
            }
            if (length == 0) {
                lines.skip(in, length);
                Headers all = fields.build();
                fields = Headers.builder();
                bytes = 0;
                return all;
            }
            bytes += Math.min(length + 2, maxBytes - bytes);
            if (fields.size() == maxCount) {
                throw new HttpMessageException(431, "a head must have <= " + maxCount + " header lines but has more");
            }
            add(in, in.readerIndex(), length);
            lines.skip(in, length);
        }
    }

    private void add(ByteBuf in, int start, int length) throws HttpMessageException {
        if (blank(in.getByte(start))) {
            throw new HttpMessageException(
                    400, "a header line must not begin with a blank but one did; do not fold lines");
        }
        int colon = in.indexOf(start, start + length, (byte) ':');
        if (colon <= start) {
            throw new HttpMessageException(
                    400,
                    "a header line must be a name, a colon and a value but was '"
                            + Chars.shown(in.toString(start, length, StandardCharsets.ISO_8859_1)) + "'");
        }
        String name = FieldNames.ALL.read(in, start, colon - start);
        if (framing(name) && in.indexOf(colon, start + length, (byte) '\t') >= 0) {
            throw new HttpMessageException(400, "the header " + name + " must have no tabs but had one");
        }
        try {
            fields.add(name, stripped(in, colon + 1, start + length));
        } catch (IllegalArgumentException e) {
            throw new HttpMessageException(400, String.valueOf(e.getMessage()));
        }
    }

    private static boolean framing(String name) {
        return name.equalsIgnoreCase("Transfer-Encoding")
                || name.equalsIgnoreCase("Content-Length")
                || name.equalsIgnoreCase("Host");
    }

    private static String stripped(ByteBuf in, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && blank(in.getByte(start))) {
            start++;
        }
        while (end > start && blank(in.getByte(end - 1))) {
            end--;
        }
        return in.toString(start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static boolean blank(byte b) {
        return b == ' ' || b == '\t';
    }
}
