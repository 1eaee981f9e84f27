package dev.weir.http.internal;

import java.util.Locale;
import java.util.stream.Stream;

/** The names that most fields have, as they are mostly written, and in small letters. */
final class FieldNames {
    static final KnownTexts ALL = new KnownTexts(Stream.of(
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
                    "X-Request-Id")
            .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT)))
            .toList());

    private FieldNames() {}
}
