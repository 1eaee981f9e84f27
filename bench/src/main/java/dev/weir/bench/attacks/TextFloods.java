package dev.weir.bench.attacks;

import dev.weir.bench.attacks.Peer.Reads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/** Floods of HTTP/1.1, and of what is compressed. */
final class TextFloods {
    private static final int BURST = 16;
    private static final int KIB = 1024;
    private static final String UPLOAD = "POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String HEAD = "GET /small HTTP/1.1\r\nHost: x\r\n";

    private TextFloods() {}

    static List<Attack> all() {
        String kib = "y".repeat(KIB);
        return List.of(
                text(
                        "h1-request-line",
                        "a request line that never ends",
                        "KiB",
                        "`HttpLimits.requestLineBytes` 8 KiB",
                        "GET /",
                        kib),
                text(
                        "h1-empty-lines",
                        "empty lines before a request",
                        "line",
                        "a few empty lines are passed over, more are answered with 400",
                        "",
                        "\r\n"),
                text(
                        "h1-header-line",
                        "a header line that never ends",
                        "KiB",
                        "`HttpLimits.headerBytes` 32 KiB",
                        HEAD + "X-Long: ",
                        kib),
                text(
                        "h1-header-lines",
                        "header lines that never end",
                        "line",
                        "`HttpLimits.headerCount` 100",
                        HEAD,
                        "X-More: y\r\n"),
                text(
                        "h1-chunk-extension",
                        "a chunk's extension that never ends",
                        "KiB",
                        "`HttpLimits.requestLineBytes` 8 KiB",
                        UPLOAD + "1;x=",
                        kib),
                text(
                        "h1-trailer-lines",
                        "trailers that never end",
                        "line",
                        "`HttpLimits.headerCount` 100",
                        UPLOAD + "0\r\n",
                        "X-More: y\r\n"),
                text(
                        "h1-tiny-chunks",
                        "chunks of 1 byte",
                        "chunk",
                        "nothing: a body is work, and has no limit unless it is given one (`HttpLimits.bodyBytes`)",
                        UPLOAD,
                        "1\r\nx\r\n"),
                text(
                        "h1-pipeline",
                        "requests without waiting for answers",
                        "request",
                        "one exchange at a time; what is not read waits in the socket",
                        "",
                        HEAD + "\r\n"),
                Attack.flood(
                        "h1-pipeline-unread",
                        "requests whose answers are not read",
                        "request",
                        "`HttpLimits.progressTimeout` 30 s (the attack is shorter)",
                        Flood.of(Reads.NOTHING, new byte[0], BURST, Frames.ascii(HEAD + "\r\n"))),
                Attack.bomb(
                        "deflate-bomb",
                        "zeros that expand a thousandfold, to a TCP server with `Deflate`",
                        "64 KiB of it",
                        "`Deflate.limitedTo` (here 1 MiB beyond 20 times what came)",
                        Flood.of(Reads.TEXT, bomb(), 1, new byte[64 * KIB])));
    }

    private static Attack text(String id, String title, String unit, String limit, String opening, String more) {
        return Attack.flood(
                id, title, unit, limit, Flood.of(Reads.TEXT, Frames.ascii(opening), BURST, Frames.ascii(more)));
    }

    private static byte[] bomb() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            byte[] zeros = new byte[KIB * KIB];
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
