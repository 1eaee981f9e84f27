package dev.weir.bench.http;

import dev.weir.bench.Workload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What is asked for: a text of a length, by a path of its own. All texts are beginnings of one that repeats itself, so
 * that each byte of an answer can be checked and none has to be kept. All but the last are held whole by the servers;
 * the last is made while it is sent, chunk by chunk, and must not be held.
 */
public enum Payload {
    /** 13 bytes. */
    @Workload(id = "small", title = "answers of 13 bytes", item = "request", moreIsBetter = true)
    SMALL("/small", 13),
    /** 16 KiB. */
    @Workload(id = "medium", title = "answers of 16 KiB", item = "request", moreIsBetter = true)
    MEDIUM("/medium", 16 * 1024),
    /** 1 MiB. */
    @Workload(id = "large", title = "answers of 1 MiB", item = "request", moreIsBetter = true)
    LARGE("/large", 1024 * 1024),
    /** 1 GiB. */
    @Workload(id = "stream", title = "answers of 1 GiB, made while they are sent", item = "MiB", moreIsBetter = true)
    STREAM("/stream", 1024L * 1024 * 1024);

    /** So many bytes are made at a time. */
    public static final int CHUNK = 16 * 1024;

    /** What all answers say they are. */
    public static final String TYPE = "text/plain; charset=utf-8";

    private static final byte[] TEXT = text();

    private final String path;
    private final long length;

    Payload(String path, long length) {
        this.path = path;
        this.length = length;
    }

    private static byte[] text() {
        byte[] text = new byte[CHUNK];
        for (int i = 0; i < CHUNK; i++) {
            text[i] = (byte) ('a' + i % 26);
        }
        return text;
    }

    /** What is at a path. */
    static Payload at(String path) {
        return switch (path) {
            case "/small" -> SMALL;
            case "/medium" -> MEDIUM;
            case "/large" -> LARGE;
            case "/stream" -> STREAM;
            default ->
                throw new IllegalArgumentException(
                        "a path must be one of /small, /medium, /large, /stream but was " + path);
        };
    }

    /** By what it is asked for. */
    public String path() {
        return path;
    }

    /** In bytes. */
    public long length() {
        return length;
    }

    /** Whether it is made while it is sent. */
    public boolean isStreamed() {
        return this == STREAM;
    }

    /** How many chunks it has, the last one maybe shorter. */
    long chunks() {
        return (length + CHUNK - 1) / CHUNK;
    }

    /** One of its chunks, if it has any that is whole. */
    static byte[] chunk() {
        return TEXT.clone();
    }

    /** All of it. */
    byte[] bytes() {
        if (isStreamed()) {
            throw new IllegalStateException("what is streamed must not be held whole; make it chunk by chunk");
        }
        byte[] bytes = new byte[(int) length];
        for (int at = 0; at < bytes.length; at += CHUNK) {
            System.arraycopy(TEXT, 0, bytes, at, Math.min(CHUNK, bytes.length - at));
        }
        return bytes;
    }

    /** All of it, as text. */
    String string() {
        return new String(bytes(), StandardCharsets.US_ASCII);
    }

    /** Whether these are its bytes from a position on. */
    public boolean hasAt(long position, byte[] bytes) {
        if (position + bytes.length > length) {
            return false;
        }
        int done = 0;
        while (done < bytes.length) {
            int from = (int) ((position + done) % CHUNK);
            int size = Math.min(CHUNK - from, bytes.length - done);
            if (!Arrays.equals(TEXT, from, from + size, bytes, done, done + size)) {
                return false;
            }
            done += size;
        }
        return true;
    }
}
