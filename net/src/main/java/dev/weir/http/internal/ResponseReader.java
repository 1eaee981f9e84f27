package dev.weir.http.internal;

import dev.weir.http.Headers;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpMessageException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Reads the head of one response, as strictly as the one of a request is read. */
public final class ResponseReader {
    private final LineReader lines = new LineReader();
    private final FieldReader fields;
    private final HttpLimits limits;
    private boolean begun;
    private int status;
    private int minor;

    /** Reads one head. */
    public ResponseReader(HttpLimits limits) {
        this.limits = limits;
        this.fields = new FieldReader(lines, limits.headerBytes(), limits.headerCount());
    }

    /** The head, or null while it is incomplete. The bytes after it stay in the buffer. */
    public @Nullable ResponseHead next(ByteBuf in) throws HttpMessageException {
        if (!begun) {
            String line = lines.next(in, limits.requestLineBytes(), 502, "a status line");
            if (line == null) {
                return null;
            }
            begun = true;
            statusLine(line);
        }
        Headers headers = fields.next(in);
        return headers == null ? null : new ResponseHead(status, minor, headers);
    }

    private void statusLine(String line) throws HttpMessageException {
        boolean good = line.length() >= 12
                && line.charAt(8) == ' '
                && Chars.digits(line.substring(9, 12))
                && (line.length() == 12 || line.charAt(12) == ' ')
                && line.chars().allMatch(c -> c >= ' ' && c != 127);
        if (!good) {
            throw bad(line);
        }
        minor = Versions.minor(line.substring(0, 8));
        status = Integer.parseInt(line.substring(9, 12));
        if (status < 100 || status > 599) {
            throw bad(line);
        }
    }

    private static HttpMessageException bad(String line) {
        return new HttpMessageException(
                502, "a status line must be a version, a status and a reason but was '" + Chars.shown(line) + "'");
    }
}
