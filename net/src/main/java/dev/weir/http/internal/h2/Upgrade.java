package dev.weir.http.internal.h2;

import dev.weir.http.Headers;
import dev.weir.http.internal.RequestHead;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The older way from HTTP/1.1 to HTTP/2 without TLS (RFC 7540, 3.2): a request that offers {@code h2c} and brings the
 * client's settings along. An offer that is not complete, or not understood, is none: it may be declined in any case.
 */
public final class Upgrade {
    private static final int ENTRY = 6;
    private static final int MOST_SETTINGS = 32;

    private Upgrade() {}

    /** The client's settings, if it offers that. */
    public static @Nullable Http2Settings asked(RequestHead head) {
        Headers headers = head.headers();
        List<String> settings = headers.all("HTTP2-Settings");
        boolean offered = head.minor() == 1
                && settings.size() == 1
                && headers.listed("Upgrade", "h2c")
                && headers.listed("Connection", "upgrade")
                && headers.listed("Connection", "http2-settings");
        return offered ? read(settings.getFirst()) : null;
    }

    private static @Nullable Http2Settings read(String encoded) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
            if (bytes.remaining() % ENTRY != 0 || bytes.remaining() > MOST_SETTINGS * ENTRY) {
                return null;
            }
            Http2Settings settings = new Http2Settings();
            while (bytes.hasRemaining()) {
                settings.put((char) bytes.getShort(), Long.valueOf(Integer.toUnsignedLong(bytes.getInt())));
            }
            return settings;
        } catch (IllegalArgumentException e) { // not in base 64, or a value that may not be
            return null;
        }
    }

    /** The request as it is answered: without what concerned the connection. */
    public static RequestHead request(RequestHead head) {
        Headers headers = head.headers().without("Upgrade", "HTTP2-Settings", "Connection");
        return new RequestHead(head.method(), head.target(), head.minor(), headers);
    }
}
