package dev.weir.http.internal;

import dev.weir.http.Headers;
import dev.weir.http.HttpMessageException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where the body of a message ends, by its headers. Each way to say it twice, or in a manner that two programs could read
 * differently, is an error: this is what request smuggling lives on.
 */
public sealed interface Framing {
    /** There is no body. */
    record None() implements Framing {}

    /**
     * So many bytes.
     *
     * @param length at least 0
     */
    record Fixed(long length) implements Framing {}

    /** In chunks. */
    record Chunked() implements Framing {}

    /** Up to the end of the connection. */
    record UntilClose() implements Framing {}

    /** How many bytes there will be, if the head says so. */
    default OptionalLong known() {
        return this instanceof Fixed fixed ? OptionalLong.of(fixed.length()) : OptionalLong.empty();
    }

    /** Of a request: no header that says otherwise means no body. */
    static Framing ofRequest(RequestHead head) throws HttpMessageException {
        Framing said = said(head.headers(), head.minor());
        return said instanceof UntilClose ? new None() : said;
    }

    /** Of a response to a request of this method. */
    static Framing ofResponse(ResponseHead head, String method) throws HttpMessageException {
        Framing said = said(head.headers(), head.minor());
        boolean none = method.equals("HEAD") || head.status() < 200 || head.status() == 204 || head.status() == 304;
        return none ? new None() : said;
    }

    private static Framing said(Headers headers, int minor) throws HttpMessageException {
        List<String> lengths = headers.all("Content-Length");
        List<String> codings = headers.all("Transfer-Encoding");
        if (!codings.isEmpty()) {
            if (!lengths.isEmpty()) {
                throw bad("a message must not have both Content-Length and Transfer-Encoding but had both");
            }
            if (minor == 0) {
                throw bad("a message of HTTP/1.0 must not have a Transfer-Encoding but had one");
            }
            chunkedAlone(String.join(",", codings));
            return new Chunked();
        }
        if (lengths.isEmpty()) {
            return new UntilClose();
        }
        if (lengths.size() > 1) {
            throw bad("a message must have one Content-Length but had " + lengths.size());
        }
        return new Fixed(length(lengths.getFirst()));
    }

    private static long length(String text) throws HttpMessageException {
        if (!Chars.digits(text) || text.length() > 18) {
            throw bad("a Content-Length must be 1 to 18 digits but was '" + Chars.shown(text) + "'");
        }
        return Long.parseLong(text);
    }

    private static void chunkedAlone(String codings) throws HttpMessageException {
        String[] names = codings.split(",", -1);
        boolean unknown = false;
        for (int i = 0; i < names.length; i++) {
            String name = names[i].strip();
            boolean chunked = name.equalsIgnoreCase("chunked");
            boolean last = i == names.length - 1;
            if (!Chars.token(name) || name.equalsIgnoreCase("identity") || (chunked && !last)) {
                throw bad("a Transfer-Encoding must be chunked but was '" + Chars.shown(codings) + "'");
            }
            unknown |= !chunked;
        }
        if (unknown) {
            throw new HttpMessageException(
                    501,
                    "no Transfer-Encoding but chunked is known here but there was '" + Chars.shown(codings)
                            + "'; send it chunked alone");
        }
    }

    private static HttpMessageException bad(String rule) {
        return new HttpMessageException(400, rule + "; say once where the message ends");
    }
}
