package dev.weir.http.internal;

import dev.weir.http.Headers;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpMessageException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the heads of requests, one after the other. Each line is checked as soon as it is complete, so that a bad request is
 * refused at its first bad line. Up to two empty lines before the request line are skipped (RFC 9112, 2.2).
 */
public final class RequestReader {
    private static final KnownTexts METHODS =
            new KnownTexts(List.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "PATCH"));
    private static final KnownTexts VERSIONS = new KnownTexts(List.of("HTTP/1.1", "HTTP/1.0"));
    private static final int EMPTY_LINES = 2;

    private final LineReader lines = new LineReader();
    private final FieldReader fields;
    private final HttpLimits limits;
    private int emptyLines;
    private boolean lineRead; // the request line
    private String method = "";
    private String target = "";
    private int minor;

    /** Reads heads within these limits. */
    public RequestReader(HttpLimits limits) {
        this.limits = limits;
        this.fields = new FieldReader(lines, limits.headerBytes(), limits.headerCount());
    }

    /** Whether a byte of the request line or what follows it has been seen. */
    public boolean begun(ByteBuf in) {
        return lineRead || in.isReadable();
    }

    /** The next head, or null while it is incomplete. The bytes after it stay in the buffer. After an error there is none. */
    public @Nullable RequestHead next(ByteBuf in) throws HttpMessageException {
        while (!lineRead) {
            int length = lines.find(in, limits.requestLineBytes(), 414, "a request line");
            if (length < 0) {
                return null;
            }
            if (length > 0) {
                requestLine(in, in.readerIndex(), in.readerIndex() + length);
                lineRead = true;
            } else if (++emptyLines > EMPTY_LINES) {
                throw new HttpMessageException(
                        400, "a request must begin with its request line but began with empty ones");
            }
            lines.skip(in, length);
        }
        Headers headers = fields.next(in);
        if (headers == null) {
            return null;
        }
        lineRead = false;
        emptyLines = 0;
        return Targets.resolve(new RequestHead(method, target, minor, headers));
    }

    private void requestLine(ByteBuf in, int start, int end) throws HttpMessageException {
        int first = in.indexOf(start, end, (byte) ' ');
        int last = in.indexOf(end, start, (byte) ' '); // backwards
        if (first <= start || last == first) {
            throw bad(in, start, end);
        }
        method = METHODS.read(in, start, first - start);
        target = text(in, first + 1, last);
        if (!Chars.token(method) || !Chars.visible(target) || target.indexOf('#') >= 0) {
            throw bad(in, start, end);
        }
        minor = Versions.minor(VERSIONS.read(in, last + 1, end - last - 1));
    }

    private static String text(ByteBuf in, int start, int end) {
        return in.toString(start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static HttpMessageException bad(ByteBuf in, int start, int end) {
        return new HttpMessageException(
                400,
                "a request line must be a method, a target and a version but was '" + Chars.shown(text(in, start, end))
                        + "'");
    }
}
