package dev.weir.bench.attacks;

import static dev.weir.bench.attacks.Frames.frame;

import dev.weir.bench.attacks.Peer.Reads;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Floods of HTTP/2: frames that cost their sender little. */
final class FrameFloods {
    private static final int BURST = 20; // streams
    private static final int FRAMES = 100;
    private static final int KIB = 1024;
    private static final int LARGE_ENTRY = 3_900; // fits into the table of 4,096
    private static final int REFERENCES = 12_000;

    private static final String FRAMES_LIMIT = "`Http2Limits.controlFrames` 2,000 at once and 200 a second";
    private static final String RESETS = "`Http2Limits.resets` 200 at once and 20 a second";
    private static final String HEADS = "`HttpLimits.headerBytes` 32 KiB";

    private FrameFloods() {}

    static List<Attack> all() {
        byte[] zero = Frames.number(0);
        return List.of(
                streams(
                        "h2-rapid-reset",
                        "HEADERS and RST_STREAM",
                        RESETS,
                        id -> Frames.all(Frames.get(id, "/small"), Frames.reset(id))),
                streams(
                        "h2-rapid-reset-wait",
                        "HEADERS and RST_STREAM, where handlers wait",
                        RESETS,
                        id -> Frames.all(Frames.get(id, "/wait"), Frames.reset(id))),
                streams(
                        "h2-made-zero",
                        "resets that the server makes: WINDOW_UPDATE of 0",
                        RESETS,
                        id -> Frames.all(Frames.get(id, "/stream"), frame(Frames.WINDOW_UPDATE, 0, id, zero))),
                streams(
                        "h2-made-overflow",
                        "resets that the server makes: a window beyond 2^31",
                        RESETS,
                        id -> Frames.all(Frames.get(id, "/stream"), Frames.windowUpdate(id, Integer.MAX_VALUE))),
                streams(
                        "h2-made-closed",
                        "resets that the server makes: DATA after the end",
                        RESETS,
                        id -> Frames.all(Frames.get(id, "/stream"), frame(Frames.DATA, 0, id, (byte) 1))),
                streams(
                        "h2-made-length",
                        "resets that the server makes: PRIORITY of 4 bytes",
                        RESETS,
                        id -> Frames.all(Frames.get(id, "/stream"), frame(Frames.PRIORITY, 0, id, zero))),
                streams(
                        "h2-made-self",
                        "resets that the server makes: a stream that depends on itself",
                        RESETS,
                        id -> Frames.all(Frames.get(id, "/stream"), Frames.priority(id, id))),
                streams("h2-refused", "more requests than may be worked on", RESETS, id -> Frames.get(id, "/wait")),
                streams(
                        "h2-malformed",
                        "heads without a path",
                        RESETS,
                        id -> frame(Frames.HEADERS, Frames.END_HEADERS | Frames.END_STREAM, id, (byte) 0x82)),
                frames(
                        "h2-continuation",
                        "a head that never ends, in CONTINUATION of 1 KiB",
                        HEADS,
                        Frames.all(Frames.greeting(), frame(Frames.HEADERS, 0, 1, Frames.fields(0x82, "/small"))),
                        frame(Frames.CONTINUATION, 0, 1, Frames.literal("x-pad", "y".repeat(KIB)))),
                frames(
                        "h2-continuation-empty",
                        "a head that never ends, in empty CONTINUATION",
                        "Netty's reader: 16 small CONTINUATION frames a head",
                        Frames.all(Frames.greeting(), frame(Frames.HEADERS, 0, 1, Frames.fields(0x82, "/small"))),
                        frame(Frames.CONTINUATION, 0, 1)),
                frames("h2-ping", "PING", FRAMES_LIMIT, Frames.greeting(), frame(Frames.PING, 0, 0, new byte[8])),
                unread(
                        "h2-ping-unread",
                        "PING, and the answers are not read",
                        FRAMES_LIMIT,
                        frame(Frames.PING, 0, 0, new byte[8])),
                frames("h2-settings", "SETTINGS", FRAMES_LIMIT, Frames.greeting(), frame(Frames.SETTINGS, 0, 0)),
                frames(
                        "h2-priority",
                        "PRIORITY of a stream that is not open",
                        FRAMES_LIMIT,
                        Frames.greeting(),
                        Frames.priority(1, 0)),
                frames(
                        "h2-window-update",
                        "WINDOW_UPDATE of 1",
                        FRAMES_LIMIT,
                        Frames.greeting(),
                        Frames.windowUpdate(0, 1)),
                frames(
                        "h2-empty-data",
                        "empty DATA",
                        FRAMES_LIMIT,
                        Frames.all(Frames.greeting(), Frames.post(1, "/upload")),
                        frame(Frames.DATA, 0, 1)),
                frames(
                        "h2-padding",
                        "DATA of nothing but padding",
                        FRAMES_LIMIT,
                        Frames.all(Frames.greeting(), Frames.post(1, "/upload")),
                        padding()),
                new Attack(
                        "h2-tiny-data",
                        "DATA of 1 byte",
                        "frame",
                        "nothing but the windows: data is work, and is paid for as such",
                        8,
                        128,
                        Attack.Aim.HTTP,
                        Flood.of(
                                Reads.FRAMES,
                                Frames.all(Frames.greeting(), Frames.post(1, "/upload")),
                                FRAMES,
                                frame(Frames.DATA, 0, 1, (byte) 1))),
                frames(
                        "h2-unknown",
                        "frames of a type that is unknown",
                        FRAMES_LIMIT,
                        Frames.greeting(),
                        frame(Frames.UNKNOWN, 0, 0)),
                frames(
                        "h2-drip",
                        "an answer taken a byte at a time",
                        FRAMES_LIMIT,
                        Frames.all(Frames.greeting(0), Frames.get(1, "/stream")),
                        Frames.windowUpdate(1, 1)),
                Attack.flood(
                        "h2-hpack-bomb",
                        "a head of 12,000 references to 3.9 KB each",
                        "head",
                        HEADS + "; `resets`",
                        new Flood(Reads.FRAMES, Frames.greeting(), 1, FrameFloods::hpackBomb)),
                Attack.flood(
                        "h2-header-list",
                        "heads of 48 KiB",
                        "head",
                        HEADS + "; `resets`",
                        new Flood(Reads.FRAMES, Frames.greeting(), 1, FrameFloods::longHead)));
    }

    private static Attack streams(String id, String title, String limit, IntFunction<byte[]> stream) {
        return Attack.flood(id, title, "stream", limit, new Flood(Reads.FRAMES, Frames.greeting(), BURST, number -> {
            byte[][] burst = new byte[BURST][];
            for (int i = 0; i < BURST; i++) {
                burst[i] = stream.apply(1 + 2 * (number * BURST + i));
            }
            return Frames.all(burst);
        }));
    }

    private static Attack frames(String id, String title, String limit, byte[] opening, byte[] frame) {
        return Attack.flood(id, title, "frame", limit, Flood.of(Reads.FRAMES, opening, FRAMES, frame));
    }

    private static Attack unread(String id, String title, String limit, byte[] frame) {
        return Attack.flood(id, title, "frame", limit, Flood.of(Reads.NOTHING, Frames.greeting(), FRAMES, frame));
    }

    private static byte[] padding() {
        byte[] payload = new byte[256];
        payload[0] = (byte) 255;
        return frame(Frames.DATA, 8, 1, payload);
    }

    /** A large entry of the table, named over and over. */
    private static byte[] hpackBomb(int number) {
        byte[] references = new byte[REFERENCES];
        Arrays.fill(references, (byte) 0xbe); // the newest entry
        byte[] entry = number == 0 ? Frames.indexed("x-bomb", "b".repeat(LARGE_ENTRY)) : new byte[0];
        return frame(
                Frames.HEADERS,
                Frames.END_HEADERS | Frames.END_STREAM,
                1 + 2 * number,
                Frames.all(Frames.fields(0x82, "/small"), entry, references));
    }

    private static byte[] longHead(int number) {
        int id = 1 + 2 * number;
        byte[] part = Frames.literal("x-long", "l".repeat(12 * KIB));
        return Frames.all(
                frame(Frames.HEADERS, Frames.END_STREAM, id, Frames.all(Frames.fields(0x82, "/small"), part)),
                frame(Frames.CONTINUATION, 0, id, part),
                frame(Frames.CONTINUATION, 0, id, part),
                frame(Frames.CONTINUATION, Frames.END_HEADERS, id, part));
    }
}
