package dev.weir.proof.laws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.Bytes;
import dev.weir.Frames;
import dev.weir.Framing;
import dev.weir.Make;
import dev.weir.Pipe;
import dev.weir.testkit.PipeLaws;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Frames out of chunks that are cut anywhere. */
final class BytePipes {
    private BytePipes() {}

    static List<Case> all() {
        return List.of(
                bytes("lines", Bytes.lines(10), chunks("on", "e\ntw", "o\n\n", "three\n"), "one", "two", "", "three"),
                framing(
                        "netstrings",
                        () -> Frames.netstrings(10),
                        chunks("3:o", "ne,3:two,0:", ",5:th", "ree,"),
                        "one",
                        "two",
                        "",
                        "three"),
                framing(
                        "lengthPrefixed",
                        () -> Frames.lengthPrefixed(1, 10),
                        chunks("\3o", "ne\3two\0", "\5th", "ree"),
                        "one",
                        "two",
                        "",
                        "three"),
                framing(
                        "varintPrefixed",
                        () -> Frames.varintPrefixed(10),
                        chunks("\3o", "ne\3two\0", "\5th", "ree"),
                        "one",
                        "two",
                        "",
                        "three"),
                bytes(
                        "asciiLines",
                        Frames.of(() -> Frames.asciiLines(10)),
                        chunks("on", "e\r\ntw", "o\n", "three"),
                        "one",
                        "two",
                        "three"),
                framing(
                        "delimited",
                        () -> Frames.delimited(new byte[] {'-', '-'}, 10),
                        chunks("on", "e--tw", "o-", "---", "three--"),
                        "one",
                        "two",
                        "",
                        "three"),
                framing("fixed", () -> Frames.fixed(3), chunks("o", "netwo", "six"), "one", "two", "six"),
                framing(
                        "jsonValues",
                        () -> Frames.jsonValues(10),
                        chunks("[1", ",2] 3", "4{\"a\":", "{}}\"x\" tr", "ue"),
                        "[1,2]",
                        "34",
                        "{\"a\":{}}",
                        "\"x\"",
                        "true"),
                framing("raw", () -> Frames.raw(), chunks("one", "two"), "one", "two"),
                framing(
                        "raw, then another",
                        () -> Frames.raw(2, BytePipes::oneNetstring),
                        chunks("ab3:o", "ne,", "cd3:two,"),
                        "ab",
                        "one",
                        "cd",
                        "two"),
                bytes(
                        "a framing that is mapped",
                        Frames.of(() -> Frames.lines(10).map(line -> line + "!")),
                        chunks("on", "e\ntw", "o\n"),
                        "one!",
                        "two!"),
                bytes(
                        "a framing until another",
                        Frames.of(BytePipes::heads),
                        chunks("head\n", "\n1:", "b,head\n\n1", ":c,"),
                        "head",
                        "",
                        "b",
                        "head",
                        "",
                        "c"));
    }

    /** After one netstring, two bytes again. */
    private static Framing<byte[]> oneNetstring() {
        return Frames.netstrings(10).until(frame -> true, () -> Frames.raw(2, BytePipes::oneNetstring));
    }

    /** Lines up to an empty one, then one netstring, and so on. */
    private static Framing<String> heads() {
        return Frames.lines(10)
                .until(
                        String::isEmpty,
                        () -> Frames.netstrings(10)
                                .map(body -> new String(body, UTF_8))
                                .until(body -> true, BytePipes::heads));
    }

    private static Case framing(String name, Make<Framing<byte[]>> framing, List<byte[]> chunks, String... expected) {
        return bytes(
                name,
                Frames.<byte[]>of(framing).then(frames -> frames.map(f -> new String(f, UTF_8))),
                chunks,
                expected);
    }

    private static Case bytes(String name, Pipe<byte[], String> pipe, List<byte[]> chunks, String... expected) {
        UnaryOperator<PipeLaws<byte[], String>> asItIs = laws -> laws;
        return Case.pipe(name, pipe, chunks, List.of(expected), asItIs);
    }

    private static List<byte[]> chunks(String... chunks) {
        return Stream.of(chunks).map(chunk -> chunk.getBytes(UTF_8)).toList();
    }
}
