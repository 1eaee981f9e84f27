package dev.weir.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.Headers;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map.Entry;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Header lines, read out of bytes. */
class FieldReaderTest {
    private static Headers read(String lines) throws Exception {
        ByteBuf in = Unpooled.copiedBuffer("before" + lines + "\r\nbehind", StandardCharsets.ISO_8859_1);
        in.skipBytes("before".length());
        Headers headers = new FieldReader(new LineReader(), 10_000, 100).next(in);
        assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo("behind");
        return headers;
    }

    private static List<String> names(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(Entry::getKey)
                .toList();
    }

    @Test
    void names_knownOrNot_areReadAsTheyWereWritten() throws Exception {
        List<String> names =
                List.of("Host", "host", "HOST", "Hxst", "Hostt", "x", "User-Agent", "user-agent", "Us3r-Agent", "Te");
        StringBuilder lines = new StringBuilder();
        names.forEach(name -> lines.append(name).append(": v\r\n"));
        assertThat(names(read(lines.toString()))).isEqualTo(names);
    }

    @Test
    void names_knownOnes_areNotMadeAnew() throws Exception {
        assertThat(names(read("user-agent: a\r\n")).getFirst())
                .isSameAs(names(read("user-agent: b\r\n")).getFirst());
    }

    @Test
    void values_haveNoBlanksAround() throws Exception {
        Headers headers = read("A:b\r\nC:  d e \t\r\nF:\r\nG: \t \r\nH: \u00e9:\r\n");
        assertThat(headers.all("A")).containsExactly("b");
        assertThat(headers.all("C")).containsExactly("d e");
        assertThat(headers.all("F")).containsExactly("");
        assertThat(headers.all("G")).containsExactly("");
        assertThat(headers.all("H")).containsExactly("\u00e9:");
    }

    @Test
    void linesInPieces_areReadWhereverTheyAreCut() throws Exception {
        byte[] all = "Host: a.example\r\nX-Some: thing\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        FieldReader reader = new FieldReader(new LineReader(), 10_000, 100);
        ByteBuf in = Unpooled.buffer();
        for (int i = 0; i < all.length - 1; i++) {
            in.writeByte(all[i]);
            assertThat(reader.next(in)).isNull();
        }
        Headers headers = reader.next(in.writeByte(all[all.length - 1]));
        assertThat(headers)
                .isEqualTo(Headers.builder()
                        .add("Host", "a.example")
                        .add("X-Some", "thing")
                        .build());
    }
}
