package dev.weir.http.internal.h2;

import dev.weir.http.Headers;
import dev.weir.http.HttpLimits;
import dev.weir.http.HttpMessageException;
import dev.weir.http.internal.Chars;
import dev.weir.http.internal.RequestHead;
import dev.weir.http.internal.Targets;
import dev.weir.http.internal.WebSocketKeys;
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

    /** The head, if it is within the limits. */
    public static RequestHead head(int id, Http2Headers fields, HttpLimits limits)
            throws Http2Exception, HttpMessageException {
        if (fields.size() > limits.headerCount()) {
            throw new HttpMessageException(
                    431, "a head must have <= " + limits.headerCount() + " fields but had " + fields.size());
        }
        RequestHead head = head(id, fields);
        if (head.target().length() > limits.requestLineBytes()) {
            throw new HttpMessageException(414, "a target must have <= " + limits.requestLineBytes() + " bytes");
        }
        return head;
    }

    private static RequestHead head(int id, Http2Headers fields) throws Http2Exception, HttpMessageException {
        CharSequence method = fields.method();
        if (method != null && method.toString().equals("CONNECT") && !fields.contains(Pseudo.PROTOCOL)) {
            return tunnel(id, fields);
        }
        CharSequence path = fields.path();
        if (method == null || fields.scheme() == null || fields.status() != null || path == null || path.isEmpty()) {
            throw malformed(id, "a request must have :method, :scheme and :path, and no :status");
        }
        CharSequence protocol = fields.get(Pseudo.PROTOCOL);
        if (protocol != null) {
            return conversation(id, method, path, protocol, fields);
        }
        once(id, fields);
        String target = path.toString();
        if (!Chars.token(method.toString()) || !Chars.visible(target) || target.indexOf('#') >= 0) {
            throw new HttpMessageException(
                    400, "a request must have a method and a target but had '" + Chars.shown(target) + "'");
        }
        return Targets.resolve(new RequestHead(method.toString(), target, 1, headers(id, fields)));
    }

    /** A request for a tunnel to somewhere. */
    private static RequestHead tunnel(int id, Http2Headers fields) throws Http2Exception, HttpMessageException {
        CharSequence authority = fields.authority();
        if (authority == null || fields.scheme() != null || fields.path() != null) {
            throw malformed(id, "CONNECT must have :authority, and neither :scheme nor :path");
        }
        once(id, fields);
        return Targets.resolve(new RequestHead("CONNECT", authority.toString(), 1, headers(id, fields)));
    }

    /**
     * A request to go on with another protocol (RFC 8441). In HTTP/1.1 it would be a GET with the header Upgrade, and it is
     * one to handlers.
     */
    private static RequestHead conversation(
            int id, CharSequence method, CharSequence path, CharSequence protocol, Http2Headers fields)
            throws Http2Exception, HttpMessageException {
        if (!method.toString().equals("CONNECT") || fields.authority() == null) {
            throw malformed(id, "a :protocol must come with the method CONNECT and an :authority");
        }
        once(id, fields);
        if (!Chars.token(protocol.toString()) || !Chars.visible(path.toString())) {
            throw new HttpMessageException(400, "a request must have a protocol and a target");
        }
        Headers headers =
                headers(id, fields).with("upgrade", protocol.toString()).with("connection", "upgrade");
        Headers asked = WebSocketKeys.asked(protocol.toString(), headers);
        return Targets.resolve(new RequestHead("GET", path.toString(), 1, asked));
    }

    /** Whether this head asks to go on with something else than HTTP. */
    public static boolean connects(Http2Headers fields) {
        CharSequence method = fields.method();
        return method != null && method.toString().equals("CONNECT");
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
