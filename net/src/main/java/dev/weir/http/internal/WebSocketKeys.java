package dev.weir.http.internal;

import dev.weir.http.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that a request for a WebSocket has, and what answers it (RFC 6455, 4). Over HTTP/2 neither is sent (RFC 8441, 5):
 * there each end puts in what HTTP/1.1 would have had, so that whoever opens or accepts a WebSocket, or hands it on, need not
 * know what is spoken.
 */
public final class WebSocketKeys {
    /** The header of the key. */
    public static final String KEY = "Sec-WebSocket-Key";

    /** The header of its answer. */
    public static final String ACCEPT = "Sec-WebSocket-Accept";

    private static final String PROTOCOL = "websocket";
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final SecureRandom RANDOM = new SecureRandom();

    private WebSocketKeys() {}

    /** A key that nobody has had. */
    public static String fresh() {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** What answers a key. */
    public static String answer(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each Java has it
        }
    }

    /** A request that came over HTTP/2, as it would be in HTTP/1.1. */
    public static Headers asked(String protocol, Headers request) {
        return protocol.equalsIgnoreCase(PROTOCOL) && !request.has(KEY) ? request.with(KEY, fresh()) : request;
    }

    /** The answer over HTTP/2 to a request, as it would be in HTTP/1.1. */
    public static Headers answered(Headers request, Headers answer) {
        return request.first(KEY).map(key -> answer.with(ACCEPT, answer(key))).orElse(answer);
    }
}
