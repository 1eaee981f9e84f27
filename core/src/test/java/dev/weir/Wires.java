package dev.weir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A framing, its reverse, and frames for them.
 *
 * @param name what a test is called by
 * @param framing makes the framing
 * @param encoding the reverse
 * @param random makes frames
 * @param wayBack a frame that {@code random} does not make
 */
record Wires(
        String name,
        Make<Framing<byte[]>> framing,
        Encoding<byte[]> encoding,
        Function<Random, byte[]> random,
        String wayBack) {
    private static final int MOST = 40;

    /** All framings that have frames of their own. */
    static List<Wires> all() {
        List<Wires> all = new ArrayList<>();
        all.add(lines("lines", () -> Frames.lines(MOST), Encodings.lines(MOST), "ab é€\uD83D\uDE00\rx"));
        all.add(lines("CR LF", () -> Frames.lines(MOST), Encodings.lines(MOST, LineEnd.CR_LF), "ab\r€"));
        all.add(lines("ascii", () -> Frames.asciiLines(MOST), Encodings.asciiLines(MOST), "ab ~\0\rx"));
        all.add(lines(
                "ascii, CR LF", () -> Frames.asciiLines(MOST), Encodings.asciiLines(MOST, LineEnd.CR_LF), "ab ~\0\r"));
        for (String delimiter : List.of("|", "||", "aab", "\r\n.\r\n")) {
            byte[] bytes = delimiter.getBytes(US_ASCII);
            Encoding<byte[]> encoding = Encodings.delimited(bytes, MOST);
            all.add(bytes(
                    "delimited " + delimiter.length(),
                    () -> Frames.delimited(bytes, MOST),
                    encoding,
                    random -> accepted(encoding, random, "aab|.\r\nc")));
        }
        for (int bytes = 1; bytes <= 4; bytes++) {
            int length = bytes;
            all.add(bytes(
                    "length of " + bytes,
                    () -> Frames.lengthPrefixed(length, MOST),
                    Encodings.lengthPrefixed(length, MOST),
                    random -> anyBytes(random, random.nextInt(MOST + 1))));
        }
        all.add(bytes(
                "varint",
                () -> Frames.varintPrefixed(300),
                Encodings.varintPrefixed(300),
                random -> anyBytes(random, random.nextInt(4) == 0 ? random.nextInt(120, 140) : random.nextInt(9))));
        all.add(bytes(
                "netstrings",
                () -> Frames.netstrings(MOST),
                Encodings.netstrings(MOST),
                random -> anyBytes(random, random.nextInt(MOST + 1))));
        all.add(bytes("fixed", () -> Frames.fixed(4), Encodings.fixed(4), random -> anyBytes(random, 4)));
        all.add(bytes("fixed 1", () -> Frames.fixed(1), Encodings.fixed(1), random -> anyBytes(random, 1), "B"));
        all.add(bytes("json", () -> Frames.jsonValues(300), Encodings.jsonValues(300), Wires::json, "\"BACK\""));
        all.add(bytes("json, a word", () -> Frames.jsonValues(300), Encodings.jsonValues(300), Wires::json, "-0.5e+9"));
        return all;
    }

    /** A frame as text in which each char is a byte, so that lists of them can be compared. */
    static String text(byte[] frame) {
        return new String(frame, ISO_8859_1);
    }

    byte[] back() {
        return wayBack.getBytes(US_ASCII);
    }

    Framing<String> texts() throws Exception {
        return framing.make().map(Wires::text);
    }

    /** So many frames that are not the one that leads back. */
    List<byte[]> frames(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> random().apply(random))
                .filter(frame -> !text(frame).equals(wayBack))
                .toList();
    }

    void write(List<byte[]> frames, ByteArrayOutputStream out) throws Exception {
        for (byte[] frame : frames) {
            out.write(encoding.encode(frame));
        }
    }

    /** These bytes in pieces, cut at random or, with a step of 1, everywhere. */
    static List<byte[]> cut(byte[] wire, Random random, int step) {
        List<byte[]> pieces = new ArrayList<>();
        int at = 0;
        while (at < wire.length) {
            int next = Math.min(wire.length, at + 1 + random.nextInt(step));
            pieces.add(Arrays.copyOfRange(wire, at, next));
            at = next;
        }
        return pieces;
    }

    private static Wires bytes(
            String name, Make<Framing<byte[]>> framing, Encoding<byte[]> encoding, Function<Random, byte[]> random) {
        return bytes(name, framing, encoding, random, "BACK");
    }

    private static Wires bytes(
            String name,
            Make<Framing<byte[]>> framing,
            Encoding<byte[]> encoding,
            Function<Random, byte[]> random,
            String back) {
        return new Wires(name, framing, encoding, random, back);
    }

    private static Wires lines(String name, Make<Framing<String>> lines, Encoding<String> encoding, String alphabet) {
        Encoding<byte[]> utf8 = encoding.from(bytes -> new String(bytes, UTF_8));
        return bytes(
                name,
                () -> lines.make().map(line -> line.getBytes(UTF_8)),
                utf8,
                random -> accepted(utf8, random, alphabet));
    }

    /** Random text that may be encoded: nearly all may. */
    private static byte[] accepted(Encoding<byte[]> encoding, Random random, String alphabet) {
        int[] letters = alphabet.codePoints().toArray();
        while (true) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(10); i > 0; i--) {
                text.appendCodePoint(letters[random.nextInt(letters.length)]);
            }
            byte[] frame = text.toString().getBytes(UTF_8);
            if (isAccepted(encoding, frame)) {
                return frame;
            }
        }
    }

    private static boolean isAccepted(Encoding<byte[]> encoding, byte[] frame) {
        try {
            encoding.encode(frame);
            return true;
        } catch (Exception refused) {
            return false;
        }
    }

    private static byte[] anyBytes(Random random, int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] json(Random random) {
        return json(random, 3).getBytes(UTF_8);
    }

    private static String json(Random random, int deepest) {
        return switch (random.nextInt(deepest > 0 ? 7 : 5)) {
            case 0 -> "" + random.nextInt(-99, 99);
            case 1 -> random.nextInt(9) + ".5E-1";
            case 2 -> List.of("true", "false", "null").get(random.nextInt(3));
            case 3 -> "\"\"";
            case 4 ->
                List.of("\"]}\\\"[{\"", "\"\\\\\"", "\"€\uD83D\uDE00\\u0041\\n\"", "\" , \"")
                        .get(random.nextInt(4));
            case 5 -> "[" + json(random, deepest - 1) + ", " + json(random, deepest - 1) + "]";
            default -> "{\"a\\\\\":\n " + json(random, deepest - 1) + ",\"\":[]}";
        };
    }
}
