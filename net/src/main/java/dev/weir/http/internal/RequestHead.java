package dev.weir.http.internal;

import dev.weir.http.Headers;

/**
 * The head of a request that may be served: its target in origin form (or {@code *}), one good Host if there is any.
 *
 * @param method a token
 * @param target as in a request line
 * @param minor 0 or 1, of HTTP/1.x
 * @param headers all fields
 */
public record RequestHead(String method, String target, int minor, Headers headers) {
    /** Whether the connection may be used again after this exchange. */
    public boolean keepAlive() {
        return minor == 1 ? !headers.listed("Connection", "close") : headers.listed("Connection", "keep-alive");
    }
}
