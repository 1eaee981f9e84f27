package dev.weir.http.internal.h2;

import io.netty.util.AsciiString;
import java.util.List;

/** The names of pseudo-headers. */
final class Pseudo {
    static final AsciiString METHOD = AsciiString.cached(":method");
    static final AsciiString SCHEME = AsciiString.cached(":scheme");
    static final AsciiString AUTHORITY = AsciiString.cached(":authority");
    static final AsciiString PATH = AsciiString.cached(":path");
    static final AsciiString PROTOCOL = AsciiString.cached(":protocol");
    static final List<AsciiString> OF_REQUESTS = List.of(METHOD, SCHEME, AUTHORITY, PATH, PROTOCOL);

    private Pseudo() {}
}
