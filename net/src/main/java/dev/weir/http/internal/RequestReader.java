package dev.weir.http.internal;

import dev.weir.http.Headers;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpMessageException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of one request. Each line is checked as soon as it is complete, so that a bad request is refused at its
 * first bad line. Up to two empty lines before the request line are skipped (RFC 9112, 2.2).
 */
public final class RequestReader {
    private static final int EMPTY_LINES = 2;

    private final LineReader lines = new LineReader();
    private final FieldReader fields;
    private final HttpLimits limits;
    private int emptyLines;
    private @Nullable String requestLine;
    private String method = "";
    private String target = "";
    private int minor;

    /** Reads one head. */
    public RequestReader(HttpLimits limits) {
        this.limits = limits;
        this.fields = new FieldReader(lines, limits.headerBytes(), limits.headerCount());
    }

    /** Whether a byte of the request line or what follows it has been seen. */
    public boolean begun(ByteBuf in) {
        return requestLine != null || in.isReadable();
    }

    /** The head, or null while it is incomplete. The bytes after it stay in the buffer. */
    public @Nullable RequestHead next(ByteBuf in) throws HttpMessageException {
        while (requestLine == null) {
            String line = lines.next(in, limits.requestLineBytes(), 414, "a request line");
            if (line == null) {
                return null;
            }
            if (!line.isEmpty()) {
                requestLine = line;
                requestLine(line);
            } else if (++emptyLines > EMPTY_LINES) {
                throw new HttpMessageException(
                        400, "a request must begin with its request line but began with empty ones");
            }
        }
        Headers headers = fields.next(in);
        return headers == null ? null : Targets.resolve(new RequestHead(method, target, minor, headers));
    }

    private void requestLine(String line) throws HttpMessageException {
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first < 1 || last == first) {
            throw bad(line);
        }
        method = line.substring(0, first);
        target = line.substring(first + 1, last);
        if (!Chars.token(method) || !Chars.visible(target) || target.indexOf('#') >= 0) {
            throw bad(line);
        }
        minor = Versions.minor(line.substring(last + 1));
    }

    private static HttpMessageException bad(String line) {
        return new HttpMessageException(
                400, "a request line must be a method, a target and a version but was '" + Chars.shown(line) + "'");
    }
}
