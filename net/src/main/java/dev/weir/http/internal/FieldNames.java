package dev.weir.http.internal;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The names that most fields have, as they are mostly written, and in small letters: read without making a text anew for
 * each message. Other names, and other ways to write these, are made.
 */
final class FieldNames {
    private static final List<String> KNOWN = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Age",
            "Authorization",
            "Cache-Control",
            "Connection",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Cookie",
            "Date",
            "ETag",
            "Expect",
            "Expires",
            "Forwarded",
            "Host",
            "If-Modified-Since",
            "If-None-Match",
            "Keep-Alive",
            "Last-Modified",
            "Location",
            "Origin",
            "Pragma",
            "Range",
            "Referer",
            "Retry-After",
            "Sec-Fetch-Dest",
            "Sec-Fetch-Mode",
            "Sec-Fetch-Site",
            "Server",
            "Set-Cookie",
            "TE",
            "Traceparent",
            "Tracestate",
            "Transfer-Encoding",
            "Upgrade",
            "Upgrade-Insecure-Requests",
            "User-Agent",
            "Vary",
            "Via",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Request-Id");

    private static final int MASK = 255;
    private static final String[] SLOTS = new String[MASK + 1]; // the next one is tried where one is taken

    static {
        for (String name : KNOWN) {
            put(name);
            put(name.toLowerCase(Locale.ROOT));
        }
    }

    private FieldNames() {}

    private static void put(String name) {
        int slot = slot(name.length(), (byte) name.charAt(0), (byte) name.charAt(name.length() - 1));
        while (SLOTS[slot] != null) {
            slot = (slot + 1) & MASK;
        }
        SLOTS[slot] = name;
    }

    private static int slot(int length, byte first, byte last) {
        return (length * 31 + first * 7 + last) & MASK;
    }

    /** The name that these bytes are, of which there is at least one. */
    static String read(ByteBuf in, int start, int length) {
        int slot = slot(length, in.getByte(start), in.getByte(start + length - 1));
        for (String known = SLOTS[slot]; known != null; known = SLOTS[slot]) {
            if (is(known, in, start, length)) {
                return known;
            }
            slot = (slot + 1) & MASK;
        }
        return in.toString(start, length, StandardCharsets.ISO_8859_1);
    }

    private static boolean is(String known, ByteBuf in, int start, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != in.getByte(start + i)) {
                return false;
            }
        }
        return true;
    }
}
