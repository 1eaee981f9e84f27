package dev.weir.http.internal;

import dev.weir.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;

/**
 * What may stand behind a body (RFC 9110, 6.5.1): nothing that says where a message ends, where it goes, who sent it, or
 * how the rest is to be read. Whoever has read the head has decided all this by then.
 */
public final class TrailerFields {
    private static final Set<String> FORBIDDEN = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "max-forwards",
            "expect",
            "range",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "cache-control",
            "pragma",
            "authorization",
            "proxy-authenticate",
            "proxy-authorization",
            "www-authenticate",
            "cookie",
            "set-cookie",
            "age",
            "date",
            "expires",
            "location",
            "retry-after",
            "vary",
            "content-encoding",
            "content-range",
            "content-type");

    private TrailerFields() {}

    /** Whether a field of this name may come after the body. */
    public static boolean allowed(String name) {
        return !FORBIDDEN.contains(name.toLowerCase(Locale.ROOT));
    }

    /** What of these a receiver may look at; the others are dropped, never merged into the head. */
    public static Headers received(Headers trailers) {
        List<String> dropped = new ArrayList<>(0);
        for (Entry<String, String> field : trailers) {
            if (!allowed(field.getKey())) {
                dropped.add(field.getKey());
            }
        }
        return dropped.isEmpty() ? trailers : trailers.without(dropped.toArray(String[]::new));
    }

    /** These, if all of them may be sent. */
    public static Headers sent(Headers trailers) {
        for (Entry<String, String> field : trailers) {
            if (!allowed(field.getKey())) {
                throw new IllegalArgumentException("a trailer must not say what belongs in the head but was "
                        + field.getKey() + "; send it as a header");
            }
        }
        return trailers;
    }
}
