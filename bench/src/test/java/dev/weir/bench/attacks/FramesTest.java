package dev.weir.bench.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.Test;

/** The bytes of attackers are what they should be; their heads are read by a decoder that is not ours. */
class FramesTest {
    private static Http2Headers decoded(byte[] block) throws Exception {
        return new DefaultHttp2HeadersDecoder(true, 1 << 20).decodeHeaders(1, Unpooled.wrappedBuffer(block));
    }

    @Test
    void frame_hasItsLengthTypeFlagsAndStream() {
        assertThat(Frames.windowUpdate(5, 258)).containsExactly(0, 0, 4, 8, 0, 0, 0, 0, 5, 0, 0, 1, 2);
    }

    @Test
    void fields_areThoseOfARequest() throws Exception {
        Http2Headers head = decoded(Frames.fields(0x83, "/upload"));
        assertThat(head.method()).hasToString("POST");
        assertThat(head.path()).hasToString("/upload");
        assertThat(head.scheme()).hasToString("http");
        assertThat(head.authority()).hasToString("localhost");
    }

    @Test
    void fields_thatAreLong_haveTheirLengthInPieces() throws Exception {
        String value = "v".repeat(5_000);
        byte[] block = Frames.all(
                Frames.fields(0x82, "/"),
                Frames.literal("x-long", value),
                Frames.literal("x-edge", "e".repeat(127)),
                Frames.literal("x-more", "m".repeat(255)));
        Http2Headers head = decoded(block);
        assertThat(head.get("x-long")).hasToString(value);
        assertThat(head.get("x-edge")).hasToString("e".repeat(127));
        assertThat(head.get("x-more")).hasToString("m".repeat(255));
    }

    @Test
    void fields_thatAreIndexed_canBeNamedAgain() throws Exception {
        Http2Headers head =
                decoded(Frames.all(Frames.fields(0x82, "/"), Frames.indexed("x-bomb", "b".repeat(3_900)), new byte[] {
                    (byte) 0xbe, (byte) 0xbe
                }));
        assertThat(head.getAll("x-bomb")).hasSize(3);
    }
}
