package dev.weir.http.internal;

import dev.weir.http.HttpMessageException;

/** The versions of HTTP that are spoken here: 1.0 and 1.1. */
final class Versions {
    private Versions() {}

    /** The digit after {@code HTTP/1.}; 505 for another version, 400 for what is none. */
    static int minor(String version) throws HttpMessageException {
        if (version.equals("HTTP/1.1")) {
            return 1;
        }
        if (version.equals("HTTP/1.0")) {
            return 0;
        }
        boolean other = version.length() == 8
                && version.startsWith("HTTP/")
                && Chars.digits(version.substring(5, 6))
                && version.charAt(6) == '.'
                && Chars.digits(version.substring(7));
        throw new HttpMessageException(
                other ? 505 : 400,
                "a version must be HTTP/1.1 or HTTP/1.0 but was '" + Chars.shown(version) + "'; use one of them");
    }
}
