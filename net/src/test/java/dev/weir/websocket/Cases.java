package dev.weir.websocket;

import static dev.weir.websocket.Raw.hex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a peer may say and what must come of it: each of them is the whole of what it says. */
final class Cases {
    /** What the peer says, by either side; what an echo answers; the code it fails with, or 0. */
    record Row(String name, UnaryOperator<Raw> said, List<String> answers, int code) {
        byte[] by(boolean client) {
            return said.apply(Raw.from(client)).done();
        }

        @Override
        public String toString() {
            return name + " -> " + (code == 0 ? answers.size() + " frames" : code);
        }
    }

    private static final String LONG = "x".repeat(70_000);

    private Cases() {}

    private static Row good(String name, UnaryOperator<Raw> said, String... answers) {
        List<String> all = new ArrayList<>(List.of(answers));
        all.add("close 1000");
        return new Row(name, raw -> said.apply(raw).close(1000), all, 0);
    }

    private static Row bad(String name, int code, UnaryOperator<Raw> said) {
        return new Row(name, said, List.of("close " + code), code);
    }

    private static Row closed(String name, UnaryOperator<Raw> said, String answer) {
        return new Row(name, said, List.of(answer), 0);
    }

    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(messages());
        rows.addAll(fragments());
        rows.addAll(control());
        rows.addAll(heads());
        rows.addAll(closes());
        rows.addAll(texts());
        return rows;
    }

    private static List<Row> messages() {
        return List.of(
                good("nothing", raw -> raw),
                good("empty text", raw -> raw.text(""), "text "),
                good("text", raw -> raw.text("hello"), "text hello"),
                good("two texts", raw -> raw.text("a").text("b"), "text a", "text b"),
                good("bytes", raw -> raw.frame(0x82, hex("00 FF 7F 80")), "bytes 00ff7f80"),
                good("empty bytes", raw -> raw.frame(0x82, ""), "bytes "),
                good("125", raw -> raw.text("x".repeat(125)), "text " + "x".repeat(125)),
                good("126", raw -> raw.text("x".repeat(126)), "text " + "x".repeat(126)),
                good("127", raw -> raw.text("x".repeat(127)), "text " + "x".repeat(127)),
                good(
                        "65535",
                        raw -> raw.text(LONG.substring(0, 65535)),
                        "text " + LONG.substring(0, 16384) + "...",
                        "more " + LONG.substring(0, 16384) + "...",
                        "more " + LONG.substring(0, 16384) + "...",
                        "more " + LONG.substring(0, 16383)),
                good(
                        "65536",
                        raw -> raw.text(LONG.substring(0, 65536)),
                        "text " + LONG.substring(0, 16384) + "...",
                        "more " + LONG.substring(0, 16384) + "...",
                        "more " + LONG.substring(0, 16384) + "...",
                        "more " + LONG.substring(0, 16384)));
    }

    private static List<Row> fragments() {
        return List.of(
                good("two", raw -> raw.frame(0x01, "he").frame(0x80, "llo"), "text hello"),
                good("three", raw -> raw.frame(0x02, "a").frame(0x00, "b").frame(0x80, "c"), "bytes 616263"),
                good("empty ones", raw -> raw.frame(0x01, "").frame(0x00, "").frame(0x80, ""), "text "),
                good("empty end", raw -> raw.frame(0x01, "a").frame(0x80, ""), "text a"),
                good(
                        "ping between",
                        raw -> raw.frame(0x01, "he").frame(0x89, "p").frame(0x80, "llo"),
                        "pong p",
                        "text hello"),
                good(
                        "pings between",
                        raw -> raw.frame(0x01, "a")
                                .frame(0x89, "1")
                                .frame(0x00, "b")
                                .frame(0x89, "2")
                                .frame(0x80, "c"),
                        "pong 1",
                        "pong 2",
                        "text abc"),
                good("character cut", raw -> raw.frame(0x01, hex("C3")).frame(0x80, hex("A4")), "text \u00e4"),
                bad("continuation of nothing", 1002, raw -> raw.frame(0x80, "a")),
                bad("continuation of nothing, not the last", 1002, raw -> raw.frame(0x00, "a")),
                bad("continuation after the end", 1002, raw -> raw.text("a").frame(0x80, "b")),
                bad("text in a text", 1002, raw -> raw.frame(0x01, "a").text("b")),
                bad("bytes in a text", 1002, raw -> raw.frame(0x01, "a").frame(0x82, "b")),
                bad("start in a text", 1002, raw -> raw.frame(0x01, "a").frame(0x01, "b")));
    }

    private static List<Row> control() {
        return List.of(
                good("ping", raw -> raw.frame(0x89, ""), "pong "),
                good("ping of 125", raw -> raw.frame(0x89, "p".repeat(125)), "pong " + "p".repeat(125)),
                good("pong unasked", raw -> raw.frame(0x8A, "x")),
                good("pong and text", raw -> raw.frame(0x8A, "x").text("a"), "text a"),
                good("two pings", raw -> raw.frame(0x89, "1").frame(0x89, "2"), "pong 1", "pong 2"),
                bad("ping of 126", 1002, raw -> raw.frame(0x89, "p".repeat(126))),
                bad("pong of 126", 1002, raw -> raw.frame(0x8A, "p".repeat(126))),
                bad("close of 126", 1002, raw -> raw.close(1000, "p".repeat(124))),
                bad("ping in pieces", 1002, raw -> raw.frame(0x09, "a").frame(0x80, "b")),
                bad("pong in pieces", 1002, raw -> raw.frame(0x0A, "a")),
                bad("close in pieces", 1002, raw -> raw.frame(0x08, "")));
    }

    private static List<Row> heads() {
        List<Row> rows = new ArrayList<>();
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            rows.add(bad("opcode " + opcode, 1002, raw -> raw.frame(0x80 | opcode, "a")));
        }
        for (int bits : new int[] {0x10, 0x20, 0x40, 0x30, 0x50, 0x60, 0x70}) {
            rows.add(bad("text with bits " + bits, 1002, raw -> raw.frame(0x81 | bits, "a")));
            rows.add(bad("ping with bits " + bits, 1002, raw -> raw.frame(0x89 | bits, "a")));
            rows.add(bad("close with bits " + bits, 1002, raw -> raw.frame(0x88 | bits, hex("03E8"))));
            rows.add(bad(
                    "continuation with bits " + bits,
                    1002,
                    raw -> raw.frame(0x01, "a").frame(0x80 | bits, "b")));
        }
        rows.add(bad("length of 5 in two bytes", 1002, raw -> raw.head(0x81, 5, 2, raw.masks())));
        rows.add(bad("length of 125 in two bytes", 1002, raw -> raw.head(0x81, 125, 2, raw.masks())));
        rows.add(bad("length of 5 in eight bytes", 1002, raw -> raw.head(0x81, 5, 8, raw.masks())));
        rows.add(bad("length of 65535 in eight bytes", 1002, raw -> raw.head(0x81, 65535, 8, raw.masks())));
        rows.add(bad("negative length", 1002, raw -> raw.head(0x81, -1, 8, raw.masks())));
        rows.add(bad("masked otherwise", 1002, raw -> raw.frame(0x81, Raw.bytes("a"), 0, !raw.masks())));
        rows.add(bad("ping masked otherwise", 1002, raw -> raw.frame(0x89, Raw.bytes("a"), 0, !raw.masks())));
        rows.add(bad("too large", 1009, raw -> raw.head(0x82, 1024 * 1024 + 1, 8, raw.masks())));
        rows.add(bad("huge", 1009, raw -> raw.head(0x82, Long.MAX_VALUE, 8, raw.masks())));
        rows.add(bad("too large together", 1009, raw -> raw.frame(0x02, "a").head(0x80, 1024 * 1024, 8, raw.masks())));
        return rows;
    }

    private static List<Row> closes() {
        List<Row> rows = new ArrayList<>();
        rows.add(closed("no code", raw -> raw.frame(0x88, ""), "close"));
        rows.add(closed("with a reason", raw -> raw.close(1000, "bye"), "close 1000"));
        rows.add(closed("and then more", raw -> raw.close(1000).text("a").frame(0x89, "p"), "close 1000"));
        rows.add(closed("and then nonsense", raw -> raw.close(1000).frame(0xFF, "a"), "close 1000"));
        rows.add(closed("within a message", raw -> raw.frame(0x01, "a").close(1001), "close 1001"));
        rows.add(closed("longest reason", raw -> raw.close(4000, "r".repeat(123)), "close 4000"));
        for (int code :
                new int[] {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1014, 3000, 3999, 4000, 4999}) {
            rows.add(closed("code " + code, raw -> raw.close(code), "close " + code));
        }
        for (int code : new int[] {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}) {
            rows.add(bad("code " + code, 1002, raw -> raw.close(code)));
        }
        rows.add(bad("half a code", 1002, raw -> raw.frame(0x88, "a")));
        rows.add(bad("reason that is no text", 1007, raw -> raw.frame(0x88, hex("03E8 FF"))));
        rows.add(bad("reason cut in a character", 1007, raw -> raw.frame(0x88, hex("03E8 C3"))));
        return rows;
    }

    private static List<Row> texts() {
        List<Row> rows = new ArrayList<>();
        for (String good : new String[] {
            "C2 80", "E0 A0 80", "ED 9F BF", "EE 80 80", "EF BF BF", "F0 90 80 80", "F4 8F BF BF", "CE BA E1 BD B9"
        }) {
            byte[] bytes = hex(good);
            rows.add(good(
                    "text " + good,
                    raw -> raw.frame(0x81, bytes),
                    "text " + new String(bytes, java.nio.charset.StandardCharsets.UTF_8)));
        }
        for (String bad : new String[] {
            "80",
            "BF",
            "C0 80",
            "C1 BF",
            "C2",
            "C2 41",
            "E0 80 80",
            "E0 9F BF",
            "E1 80",
            "E1 80 41",
            "ED A0 80",
            "ED BF BF",
            "ED A0 80 ED B0 80",
            "F0 80 80 80",
            "F0 8F BF BF",
            "F0 90 80",
            "F4 90 80 80",
            "F5 80 80 80",
            "F8 88 80 80 80",
            "FC 84 80 80 80 80",
            "FE",
            "FF",
            "41 C2 80 80"
        }) {
            byte[] bytes = hex(bad);
            rows.add(bad("text " + bad, 1007, raw -> raw.frame(0x81, bytes)));
            rows.add(bad(
                    "text in two " + bad, 1007, raw -> raw.frame(0x01, bytes).frame(0x80, "")));
        }
        rows.add(bad(
                "wrong at once, not at the end",
                1007,
                raw -> raw.head(0x81, 1000, 2, raw.masks()).bare(hex("FF"))));
        return rows;
    }
}
