package dev.weir.http.internal.h2;

import dev.weir.http.Headers;
import dev.weir.http.Response;
import dev.weir.http.internal.Chars;
import dev.weir.http.internal.WebSocketKeys;
import dev.weir.http.internal.WireDate;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Heads that are sent, as fields of HTTP/2: names in lower case, without what belongs to a connection of HTTP/1.1. The length
 * is written from what is known, never copied from a user's headers.
 */
public final class OutFields {
    private static final String CONNECT = "CONNECT";
    private static final Set<String> OWN = Set.of(
            "content-length",
            "transfer-encoding",
            "connection",
            "keep-alive",
            "proxy-connection",
            "upgrade",
            "http2-settings");

    private OutFields() {}

    /** The head of a final response. */
    public static Http2Headers response(int status, Headers headers, OptionalLong length) {
        Http2Headers fields = interim(status, headers);
        if (!headers.has("Date")) {
            fields.add("date", WireDate.value());
        }
        length.ifPresent(bytes -> fields.add("content-length", Long.toString(bytes)));
        return fields;
    }

    /** What the head says about the body that an answer to HEAD, or 304, does not have. */
    public static OptionalLong lengthOfNone(Response response) {
        if (response.status() == 204) {
            return OptionalLong.empty();
        }
        if (response.contentLength().orElse(0) > 0) {
            return response.contentLength();
        }
        String declared = response.headers().first("Content-Length").orElse(""); // as an origin has said it
        boolean good = declared.length() < 19 && Chars.digits(declared);
        return good ? OptionalLong.of(Long.parseLong(declared)) : OptionalLong.empty();
    }

    /** The head of a response that another one follows. */
    public static Http2Headers interim(int status, Headers headers) {
        Http2Headers fields = new DefaultHttp2Headers(false).status(Integer.toString(status));
        addAll(fields, headers);
        return fields;
    }

    /** The head of a request. */
    public static Http2Headers request(
            String method, String scheme, String authority, String target, Headers headers, OptionalLong length) {
        Http2Headers fields = new DefaultHttp2Headers(false)
                .method(method)
                .scheme(scheme)
                .authority(headers.first("Host").orElse(authority))
                .path(target);
        addAll(fields, headers.without("Host"));
        length.ifPresent(bytes -> fields.add("content-length", Long.toString(bytes)));
        return fields;
    }

    /** The head of a request for a tunnel to this host and port (RFC 9113, 8.5). */
    public static Http2Headers tunnel(String target, Headers headers) {
        Http2Headers fields = new DefaultHttp2Headers(false).method(CONNECT).authority(target);
        addAll(fields, headers.without("Host"));
        return fields;
    }

    /** The head of a request to go on with another protocol (RFC 8441). */
    public static Http2Headers conversation(
            String protocol, String scheme, String authority, String target, Headers headers) {
        Http2Headers fields =
                request(CONNECT, scheme, authority, target, headers.without(WebSocketKeys.KEY), OptionalLong.empty());
        fields.set(Pseudo.PROTOCOL, protocol);
        return fields;
    }

    /** The head of the response that agrees to that. */
    public static Http2Headers agreement(Headers headers) {
        return response(200, headers.without(WebSocketKeys.ACCEPT), OptionalLong.empty());
    }

    /** What comes behind a body. */
    public static Http2Headers trailers(Headers trailers) {
        Http2Headers fields = new DefaultHttp2Headers(false);
        addAll(fields, trailers);
        return fields;
    }

    private static void addAll(Http2Headers fields, Headers headers) {
        for (Entry<String, String> field : headers) {
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (!OWN.contains(name) && !(name.equals("te") && !field.getValue().equals("trailers"))) {
                fields.add(name, field.getValue());
            }
        }
    }
}
