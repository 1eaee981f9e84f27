package dev.weir.bench.attacks;

import static dev.weir.bench.attacks.Hold.always;
import static dev.weir.bench.attacks.Hold.bytewise;
import static dev.weir.bench.attacks.Hold.never;

import dev.weir.bench.attacks.Peer.Reads;
import java.util.List;

/** Attacks that hold on to what they have been given: slow ones, and idle ones. */
final class Holds {
    private static final int MANY = 1_000;
    private static final int FEW = 20;
    private static final int STREAMS = 100;
    private static final int CROWD = 8_000;
    private static final int HEAD_SECONDS = 25;
    private static final int PROGRESS_SECONDS = 75; // two time-outs, and a while to see it
    private static final int REST_SECONDS = 100;
    private static final int TAKEN = 1024;
    private static final int WIDE = 1 << 30;

    private static final String HEAD = "`HttpLimits.headTimeout` 10 s";
    private static final String PROGRESS = "`HttpLimits.progressTimeout` 30 s";
    private static final String DRIBBLE =
            "`HttpLimits.leastReceived` 1 KiB in `progressTimeout` 30 s; memory: the buffers of a connection";
    private static final String READ_SLOWLY =
            "memory: `HttpLimits.highMark` 64 KiB and one item a connection. Time: nothing, it is more than"
                    + " `HttpLimits.leastTaken` 1 KiB in 30 s";
    private static final String REST = "`HttpLimits.idleTimeout` 60 s, `HttpLimits.connections` 10,000";

    private Holds() {}

    static List<Attack> all() {
        byte[] long2 = Frames.frame(Frames.HEADERS, 0, 1, Frames.fields(0x82, "/small"));
        byte[] post2 = Frames.post(1, "/upload");
        byte[] tiny = Frames.frame(Frames.DATA, 0, 1, (byte) 1);
        byte[] drop = Frames.windowUpdate(0, 1);
        return List.of(
                many(
                        "h1-slow-head",
                        "a header line a second",
                        HEAD,
                        HEAD_SECONDS,
                        Reads.TEXT,
                        Frames.ascii("GET /small HTTP/1.1\r\nHost: x\r\n"),
                        0,
                        always("X-More: y\r\n")),
                many(
                        "h2-slow-preface",
                        "a byte of the preface a second",
                        HEAD,
                        HEAD_SECONDS,
                        Reads.FRAMES,
                        Frames.ascii("P"),
                        0,
                        bytewise(Frames.ascii("RI * HTTP/2.0\r\n\r\nSM\r\n\r"))),
                many(
                        "h2-slow-head",
                        "half of a head, then nothing",
                        HEAD,
                        HEAD_SECONDS,
                        Reads.FRAMES,
                        Frames.all(Frames.greeting(), long2),
                        0,
                        never()),
                many(
                        "h1-slow-body",
                        "a byte of a body a second",
                        DRIBBLE,
                        PROGRESS_SECONDS,
                        Reads.TEXT,
                        Frames.ascii("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"),
                        0,
                        always("x")),
                many(
                        "h1-no-body",
                        "a body of which nothing comes",
                        PROGRESS,
                        PROGRESS_SECONDS,
                        Reads.TEXT,
                        Frames.ascii("POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"),
                        0,
                        never()),
                many(
                        "h2-slow-body",
                        "a byte of a body a second",
                        DRIBBLE,
                        PROGRESS_SECONDS,
                        Reads.FRAMES,
                        Frames.all(Frames.greeting(), post2),
                        0,
                        _ -> tiny),
                many(
                        "h2-no-body",
                        "a body of which nothing comes",
                        PROGRESS,
                        PROGRESS_SECONDS,
                        Reads.FRAMES,
                        Frames.all(Frames.greeting(), post2),
                        0,
                        never()),
                many(
                        "h1-slow-read-whole",
                        "answers of 1 MiB, held whole, that are not read",
                        PROGRESS,
                        PROGRESS_SECONDS,
                        Reads.NOTHING,
                        request("/large"),
                        0,
                        always("x")),
                many(
                        "h1-slow-read-flow",
                        "answers that are flows and are not read",
                        PROGRESS,
                        PROGRESS_SECONDS,
                        Reads.NOTHING,
                        request("/stream"),
                        0,
                        always("x")),
                many(
                        "h1-slow-read-steady",
                        "answers that are flows, of which 1 KiB a second is read",
                        READ_SLOWLY,
                        PROGRESS_SECONDS,
                        Reads.NOTHING,
                        request("/stream"),
                        TAKEN,
                        always("x")),
                many(
                        "h2-slow-read",
                        "windows wide open, and nothing is read",
                        PROGRESS,
                        PROGRESS_SECONDS,
                        Reads.NOTHING,
                        streams(WIDE, 1, "/stream"),
                        0,
                        _ -> drop),
                stall("h2-stall-whole", "100 answers of 1 MiB on a connection, windows of 0", 0, "/large"),
                stall("h2-stall-flow", "100 answers that are flows on a connection, windows of 0", 0, "/stream"),
                stall("h2-stall-1", "100 answers that are flows on a connection, windows of 1", 1, "/stream"),
                Attack.idle(
                        "h1-idle",
                        "connections that rest after an answer",
                        "connection",
                        REST,
                        REST_SECONDS,
                        new Hold(CROWD, Reads.TEXT, request("/small"), 1, 0, never())),
                Attack.idle(
                        "h2-idle",
                        "connections of HTTP/2 that rest after an answer",
                        "connection",
                        REST,
                        REST_SECONDS,
                        new Hold(
                                CROWD,
                                Reads.FRAMES,
                                Frames.all(Frames.greeting(), Frames.get(1, "/small")),
                                1,
                                0,
                                never())),
                Attack.idle(
                        "silent",
                        "connections on which nothing is said",
                        "connection",
                        REST,
                        REST_SECONDS,
                        new Hold(CROWD, Reads.TEXT, new byte[0], 1, 0, never())));
    }

    private static byte[] request(String path) {
        return Frames.ascii("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    private static byte[] streams(int window, int count, String path) {
        byte[][] parts = new byte[count + 2][];
        parts[0] = Frames.greeting(window);
        parts[1] = Frames.windowUpdate(0, WIDE);
        for (int i = 0; i < count; i++) {
            parts[i + 2] = Frames.get(1 + 2 * i, path);
        }
        return Frames.all(parts);
    }

    private static Attack many(
            String id,
            String title,
            String limit,
            int seconds,
            Reads reads,
            byte[] opening,
            int takes,
            Hold.Drip drip) {
        return Attack.hold(id, title, "connection", limit, seconds, new Hold(MANY, reads, opening, 1, takes, drip));
    }

    private static Attack stall(String id, String title, int window, String path) {
        return Attack.hold(
                id,
                title,
                "stream",
                PROGRESS,
                PROGRESS_SECONDS,
                new Hold(FEW, Reads.FRAMES, streams(window, STREAMS, path), STREAMS, 0, never()));
    }
}
