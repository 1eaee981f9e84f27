package dev.weir.websocket;

import static dev.weir.websocket.Raw.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.Headers;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression: agreed on, there and back, and never more than may be. */
class DeflateTest {
    private static final Deflate KEEPS = new Deflate(false, false);

    private static Talk talk(byte[] said, int cut, WebSocketOptions options) {
        return Talk.run(true, KEEPS, options, Talk.cut(said, cut), Talk.ECHO);
    }

    private static Talk talk(byte[] said, int cut) {
        return talk(said, cut, WebSocketOptions.defaults());
    }

    private static byte[] squeezed(byte[] all) {
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(all);
        byte[] out = new byte[all.length + 100];
        int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return Arrays.copyOf(out, size - 4);
    }

    /** The examples of RFC 7692, 7.2.3. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void messages_ofTheStandard_areRead(int cut) {
        byte[] hello = hex("f2 48 cd c9 c9 07 00");
        byte[] said = Raw.from(true)
                .frame(0xC1, hello)
                .frame(0x41, Arrays.copyOf(hello, 3))
                .frame(0x80, Arrays.copyOfRange(hello, 3, 7))
                .frame(0xC1, hex("f2 00 11 00 00")) // with what was before
                .frame(0xC1, hex("00 05 00 fa ff 48 65 6c 6c 6f 00")) // not made small
                .frame(0xC1, hex("f3 48 cd c9 c9 07 00 00")) // a block that says it is the last
                .frame(0xC1, hello)
                .frame(0xC1, hex("f2 48 05 00 00 00 ff ff ca c9 c9 07 00")) // two blocks
                .frame(0xC1, hex("00")) // nothing
                .text("plain")
                .close(1000)
                .done();
        Talk talk = talk(said, cut);
        assertThat(talk.failure()).isNull();
        assertThat(talk.sent())
                .containsExactly(
                        "text Hello",
                        "text Hello",
                        "text Hello",
                        "text Hello",
                        "text Hello",
                        "text Hello",
                        "text Hello",
                        "text ",
                        "text plain",
                        "close 1000");
    }

    /** What this end sends, its other end reads: all sizes, with and without memory of what was before. */
    @ParameterizedTest
    @CsvSource({"false,false,16384", "true,false,16384", "false,true,200", "true,true,128"})
    void messages_thereAndBack_areTheSame(boolean serverForgets, boolean clientForgets, int frame) throws Exception {
        var deflate = new Deflate(serverForgets, clientForgets);
        var random = new Random(1);
        List<Message> all = new ArrayList<>();
        for (int size : new int[] {0, 1, 63, 64, 65, 127, 128, 200, 1000, 5000, 16384, 16385, 100_000}) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            all.add(Message.of(noise));
            all.add(Message.of("abc ".repeat(size / 4)));
        }
        for (boolean server : new boolean[] {true, false}) {
            var writer = new MessageWriter(
                    !server, frame, new Deflating(!(server ? serverForgets : clientForgets), 6, frame));
            var reader = new MessageReader(
                    !server, 1024 * 1024, new Inflating(!(server ? deflate.serverForgets() : deflate.clientForgets())));
            List<Message> read = new ArrayList<>();
            for (Message message : all) {
                writer.begin(message);
                while (writer.busy()) {
                    byte[] next = writer.next();
                    assertThat(next.length).isLessThanOrEqualTo(frame + 14);
                    reader.append(next);
                    if (reader.next() instanceof Heard.Said(Message said)) {
                        read.add(said);
                    }
                }
            }
            assertThat(read).isEqualTo(all);
        }
    }

    @Test
    void echo_ofWhatIsLongAndDull_isCompressed() {
        byte[] text = Raw.bytes("dull ".repeat(10_000));
        byte[] said = Raw.from(true).frame(0xC1, squeezed(text)).close(1000).done();
        Talk talk = talk(said, 100);
        assertThat(talk.sent()).hasSize(2);
        assertThat(talk.sent().getFirst()).startsWith("~text ").hasSizeLessThan(2_000);
    }

    /** A message that would be larger than it may be is cut off while it is made large. */
    @Test
    void message_thatIsABomb_isTooLarge() {
        byte[] bomb = squeezed(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(60_000);
        Talk talk = talk(Raw.from(true).frame(0xC2, bomb).close(1000).done(), 4096);
        assertThat(talk.code()).isEqualTo(1009);
        assertThat(talk.sent()).containsExactly("close 1009");
        assertThat(talk.failure()).hasMessageContaining("a message must have <= 1048576 bytes but has more");
    }

    @Test
    void message_ofBlocksWithNothingInThem_isTooLargeAtLast() {
        byte[] nothing = hex("00 00 00 ff ff");
        var blocks = new ByteArrayOutputStream();
        for (int i = 0; i < 1000; i++) {
            blocks.writeBytes(nothing);
        }
        Raw raw = Raw.from(true).frame(0x42, blocks.toByteArray());
        for (int i = 0; i < 10; i++) {
            raw.frame(0x00, blocks.toByteArray());
        }
        Talk talk = talk(raw.done(), 4096, WebSocketOptions.defaults().maxMessage(10_000));
        assertThat(talk.code()).isEqualTo(1009);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "f2 48 cd ff ff ff ff ff", "06 ff ff ff", "00 05 00 00 00 48"})
    void message_thatIsNotDeflate_isInvalid(String payload) {
        Talk talk = talk(Raw.from(true).frame(0xC1, hex(payload)).close(1000).done(), 3);
        assertThat(talk.code()).isEqualTo(1007);
    }

    @Test
    void text_thatIsNoUtf8WhenLarge_isInvalid() {
        Talk talk = talk(
                Raw.from(true)
                        .frame(0xC1, squeezed(hex("41 FF 41")))
                        .close(1000)
                        .done(),
                3);
        assertThat(talk.code()).isEqualTo(1007);
        assertThat(talk.failure()).hasMessage("a text must be UTF-8 but was not; send it as bytes");
    }

    @Test
    void bit_onAContinuationOrAControlFrame_isWrong() {
        assertThat(talk(
                                Raw.from(true)
                                        .frame(0x41, hex("f2"))
                                        .frame(0xC0, hex("00"))
                                        .done(),
                                3)
                        .code())
                .isEqualTo(1002);
        assertThat(talk(Raw.from(true).frame(0xC9, "").done(), 3).code()).isEqualTo(1002);
        assertThat(talk(Raw.from(true).frame(0xC8, "").done(), 3).code()).isEqualTo(1002);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "permessage-deflate | permessage-deflate",
                "permessage-deflate; client_max_window_bits | permessage-deflate",
                "permessage-deflate; client_max_window_bits=10 | permessage-deflate",
                "permessage-deflate; client_max_window_bits=\"10\" | permessage-deflate",
                "PERMESSAGE-DEFLATE; Server_No_Context_Takeover | permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover | permessage-deflate; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=15 | permessage-deflate",
                "permessage-deflate; server_max_window_bits=10 | none",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate | permessage-deflate",
                "permessage-deflate; server_max_window_bits | none",
                "permessage-deflate; client_max_window_bits=16 | none",
                "permessage-deflate; client_max_window_bits=7 | none",
                "permessage-deflate; client_max_window_bits=08 | none",
                "permessage-deflate; client_no_context_takeover=1 | none",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover | none",
                "permessage-deflate; unknown | none",
                "permessage-deflate; client_max_window_bits= | none",
                "x-webkit-deflate-frame | none",
                "foo, permessage-deflate; unknown, permessage-deflate; client_max_window_bits | permessage-deflate",
                ", | none"
            })
    void offers_ofAClient_areAcceptedOrNot(String offer, String answer) {
        var accepted = Deflate.accepted(Headers.of("Sec-WebSocket-Extensions", offer), false);
        assertThat(accepted.map(Deflate::answer).orElse(null)).isEqualTo(answer);
        if (answer != null) {
            assertThat(Deflate.agreed(answer)).isEqualTo(accepted.orElseThrow());
        }
    }

    @Test
    void answers_ofAServer_areTakenOrNot() {
        assertThat(Deflate.agreed("permessage-deflate; server_max_window_bits=9; server_no_context_takeover"))
                .isEqualTo(new Deflate(true, false));
        assertThat(Deflate.agreed("permessage-deflate; client_max_window_bits=15"))
                .isNull();
        assertThat(Deflate.agreed("permessage-deflate; server_max_window_bits=7"))
                .isNull();
        assertThat(Deflate.agreed("permessage-deflate; more")).isNull();
        assertThat(Deflate.agreed("other")).isNull();
    }
}
