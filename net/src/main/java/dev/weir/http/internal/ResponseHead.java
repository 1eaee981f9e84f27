package dev.weir.http.internal;

import dev.weir.http.Headers;

/**
 * The head of a response.
 *
 * @param status 100 to 599
 * @param minor 0 or 1, of HTTP/1.x
 * @param headers all fields
 */
public record ResponseHead(int status, int minor, Headers headers) {
    /** Whether the peer keeps the connection open after this response. */
    public boolean keepAlive() {
        return minor == 1 ? !headers.listed("Connection", "close") : headers.listed("Connection", "keep-alive");
    }
}
