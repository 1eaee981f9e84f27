package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put together arrives whole, however long it is, with nothing of the head before it. */
class HeadBytesTest {
    private static String put(int room, String... texts) {
        HeadBytes head = HeadBytes.begin();
        for (String text : texts) {
            head.add(text);
        }
        ByteBuf out = head.in(UnpooledByteBufAllocator.DEFAULT, room);
        try {
            assertThat(out.writableBytes()).isGreaterThanOrEqualTo(room);
            return out.toString(StandardCharsets.ISO_8859_1);
        } finally {
            out.release();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 1025, 5_000, 20_000, 100_000})
    void add_ofAnyLength_isWhole(int length) {
        String text = "x".repeat(length);
        assertThat(put(10, "GET ", text, "\r\n")).isEqualTo("GET " + text + "\r\n");
    }

    @Test
    void add_ofCharactersOfOneByte_isThoseBytes() {
        assertThat(put(0, "caf\u00e9\u00ff")).isEqualTo("caf\u00e9\u00ff");
    }

    @Test
    void begin_afterAHead_hasNothingOfIt() {
        assertThat(put(0, "a long one that was before")).hasSize(26);
        assertThat(put(0, "short")).isEqualTo("short");
    }

    @Test
    void begin_onAVirtualThread_isItsOwn() throws Exception {
        HeadBytes here = HeadBytes.begin().add("here");
        Thread.ofVirtual().start(() -> put(0, "there")).join();
        ByteBuf out = here.in(UnpooledByteBufAllocator.DEFAULT, 0);
        assertThat(out.toString(StandardCharsets.ISO_8859_1)).isEqualTo("here");
        out.release();
    }
}
