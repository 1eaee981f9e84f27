package dev.weir.http.internal.h2;

import dev.weir.http.Headers;
import dev.weir.http.internal.Chars;
import dev.weir.http.internal.ResponseHead;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;
import java.util.OptionalLong;

/** The head of a response, from fields of HTTP/2 to what whoever sent the request knows from HTTP/1.1. */
public final class ResponseFields {
    private static final int LENGTH_DIGITS = 18;

    private ResponseFields() {}

    /** The head. */
    public static ResponseHead head(int id, Http2Headers fields) throws Http2Exception {
        CharSequence status = fields.status();
        if (status == null || status.length() != 3 || !Chars.digits(status.toString()) || status.charAt(0) == '0') {
            throw RequestFields.malformed(id, "a response must have a :status of three digits");
        }
        Headers.Builder headers = Headers.builder();
        for (var field : fields) {
            String name = field.getKey().toString();
            if (name.charAt(0) != ':') {
                RequestFields.add(id, headers, name, field.getValue());
            }
        }
        return new ResponseHead(Integer.parseInt(status.toString()), 1, headers.build());
    }

    /** How long its body will be, if it says so. */
    public static OptionalLong length(int id, Headers headers) throws Http2Exception {
        List<String> lengths = headers.all("Content-Length");
        if (lengths.isEmpty()) {
            return OptionalLong.empty();
        }
        String length = lengths.getFirst();
        if (lengths.size() > 1 || !Chars.digits(length) || length.length() > LENGTH_DIGITS) {
            throw RequestFields.malformed(id, "a Content-Length must be there once, with 1 to 18 digits");
        }
        return OptionalLong.of(Long.parseLong(length));
    }
}
