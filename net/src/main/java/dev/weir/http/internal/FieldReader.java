package dev.weir.http.internal;

import dev.weir.http.Headers;
import dev.weir.http.HttpMessageException;
import io.netty.buffer.ByteBuf;
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
    private final Headers.Builder fields = Headers.builder();
    private int bytes;

    /** Reads lines from where this reader of lines stands. */
    public FieldReader(LineReader lines, int maxBytes, int maxCount) {
        this.lines = lines;
        this.maxBytes = maxBytes;
        this.maxCount = maxCount;
    }

    /** The fields once the empty line has come, else null. */
    public @Nullable Headers next(ByteBuf in) throws HttpMessageException {
        while (true) {
            String line = lines.next(in, maxBytes - bytes, 431, "the header lines together");
            if (line == null) {
                return null;
            }
            if (line.isEmpty()) {
                return fields.build();
            }
            bytes += Math.min(line.length() + 2, maxBytes - bytes);
            if (fields.size() == maxCount) {
                throw new HttpMessageException(431, "a head must have <= " + maxCount + " header lines but has more");
            }
            add(line);
        }
    }

    private void add(String line) throws HttpMessageException {
        if (Chars.blank(line.charAt(0))) {
            throw new HttpMessageException(
                    400, "a header line must not begin with a blank but one did; do not fold lines");
        }
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new HttpMessageException(
                    400, "a header line must be a name, a colon and a value but was '" + Chars.shown(line) + "'");
        }
        String name = line.substring(0, colon);
        if (line.indexOf('\t') >= 0 && framing(name)) {
            throw new HttpMessageException(400, "the header " + name + " must have no tabs but had one");
        }
        try {
            fields.add(name, stripped(line, colon + 1));
        } catch (IllegalArgumentException e) {
            throw new HttpMessageException(400, String.valueOf(e.getMessage()));
        }
    }

    private static boolean framing(String name) {
        return name.equalsIgnoreCase("Transfer-Encoding")
                || name.equalsIgnoreCase("Content-Length")
                || name.equalsIgnoreCase("Host");
    }

    private static String stripped(String line, int from) {
        int start = from;
        int end = line.length();
        while (start < end && Chars.blank(line.charAt(start))) {
            start++;
        }
        while (end > start && Chars.blank(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(start, end);
    }
}
