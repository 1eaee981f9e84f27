package dev.weir.http.internal.h2;

import dev.weir.http.Headers;
import dev.weir.http.HttpMessageException;
import dev.weir.http.internal.Chars;
import dev.weir.http.internal.RequestHead;
import dev.weir.http.internal.Targets;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, from fields of HTTP/2 to what handlers know from HTTP/1.1: {@code :authority} is the header
 * {@code Host}, and pieces of {@code Cookie} are put together again. What breaks the rules of RFC 9113, 8.2 and 8.3 is a
 * fault of the stream; what only a request line could not have is answered as there.
 */
public final class RequestFields {
    private RequestFields() {}

    /** The head. */
    public static RequestHead head(int id, Http2Headers fields) throws Http2Exception, HttpMessageException {
        CharSequence method = fields.method();
        if (method != null && method.toString().equals("CONNECT")) {
            throw new HttpMessageException(501, "tunnels are not served here; use another method than CONNECT");
        }
        if (method == null || fields.scheme() == null || fields.status() != null) {
            throw malformed(id, "a request must have :method, :scheme and :path, and no :status");
        }
        CharSequence path = fields.path();
        if (path == null || path.isEmpty() || fields.contains(Pseudo.PROTOCOL)) {
            throw malformed(id, "a request must have a :path");
        }
        once(id, fields);
        String target = path.toString();
        if (!Chars.token(method.toString()) || !Chars.visible(target) || target.indexOf('#') >= 0) {
            throw new HttpMessageException(
                    400, "a request must have a method and a target but had '" + Chars.shown(target) + "'");
        }
        return Targets.resolve(new RequestHead(method.toString(), target, 1, headers(id, fields)));
    }

    private static void once(int id, Http2Headers fields) throws Http2Exception {
        for (CharSequence name : Pseudo.OF_REQUESTS) {
            if (fields.getAll(name).size() > 1) {
                throw malformed(id, "a request must have each of its pseudo-headers once");
            }
        }
    }

    private static Headers headers(int id, Http2Headers fields) throws Http2Exception {
        Headers.Builder headers = Headers.builder();
        CharSequence authority = fields.authority();
        if (authority != null && !authority.isEmpty()) {
            CharSequence host = fields.get("host");
            if (host != null && !host.toString().equalsIgnoreCase(authority.toString())) {
                throw malformed(id, "a request must not have a host that is not its :authority");
            }
            add(id, headers, "host", authority);
        }
        boolean hostKnown = headers.size() > 0;
        @Nullable StringBuilder cookie = null;
        for (var field : fields) {
            String name = field.getKey().toString();
            if (name.equals("cookie")) {
                cookie = cookie == null ? new StringBuilder() : cookie.append("; ");
                cookie.append(field.getValue());
            } else if (name.charAt(0) != ':' && !(hostKnown && name.equals("host"))) {
                checkTe(id, name, field.getValue());
                add(id, headers, name, field.getValue());
            }
        }
        if (cookie != null) {
            add(id, headers, "cookie", cookie);
        }
        return headers.build();
    }

    private static void checkTe(int id, String name, CharSequence value) throws Http2Exception {
        if (name.equals("te") && !value.toString().equalsIgnoreCase("trailers")) {
            throw malformed(id, "te must be trailers");
        }
    }

    /** Fields behind a body. */
    public static Headers trailers(int id, Http2Headers fields) throws Http2Exception {
        Headers.Builder trailers = Headers.builder();
        for (var field : fields) {
            String name = field.getKey().toString();
            if (name.charAt(0) == ':') {
                throw malformed(id, "trailers must have no pseudo-headers");
            }
            add(id, trailers, name, field.getValue());
        }
        return trailers.build();
    }

    static void add(int id, Headers.Builder headers, String name, CharSequence value) throws Http2Exception {
        try {
            headers.add(name, value.toString());
        } catch (IllegalArgumentException e) {
            throw malformed(id, String.valueOf(e.getMessage()));
        }
    }

    static Http2Exception malformed(int id, String why) {
        return Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, "%s", why);
    }
}
