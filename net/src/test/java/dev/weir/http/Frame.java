package dev.weir.http;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a peer has seen, for tests. */
sealed interface Frame {
    record Data(int id, ByteBuffer bytes, boolean end) implements Frame {
        int size() {
            return bytes.remaining();
        }

        String text() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
    }

    record Head(int id, Http2Headers fields, boolean end) implements Frame {
        int status() {
            return Integer.parseInt(fields.status().toString());
        }
    }

    record Settings(Http2Settings settings) implements Frame {}

    record SettingsAck() implements Frame {}

    record Ping(long data, boolean ack) implements Frame {}

    record Reset(int id, Http2Error error) implements Frame {}

    record Window(int id, int bytes) implements Frame {}

    record GoAway(int last, Http2Error error, String text) implements Frame {}

    record Other(String what) implements Frame {}

    /** The connection has ended, or was reset. */
    record Closed() implements Frame {}
}
