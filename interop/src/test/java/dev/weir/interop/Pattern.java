package dev.weir.interop;

import dev.weir.Source;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Bytes of which each place has its own, so that what is lost, doubled or exchanged shows. */
final class Pattern {
    private static final int PIECE = 10_000; // no power of two, as no frame or buffer is that large

    private Pattern() {}

    private static byte at(long place) {
        return (byte) (place * 31 + place / 251);
    }

    private static byte[] piece(long from, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = at(from + i);
        }
        return bytes;
    }

    /** The first bytes, all at once. */
    static byte[] bytes(int length) {
        return piece(0, length);
    }

    /** The first bytes, piece by piece. */
    static Source<ByteBuffer> flow(long length) {
        return Source.range(0, (length + PIECE - 1) / PIECE)
                .map(n -> ByteBuffer.wrap(piece(n * PIECE, (int) Math.min(PIECE, length - n * PIECE))));
    }

    /** What {@link #sum(Source)} says of the first bytes. */
    static String sum(int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes(length));
        return said(length, sum);
    }

    /** Runs a body: how many bytes it has, and their checksum. Blocks. */
    static String sum(Source<ByteBuffer> body) {
        CRC32 sum = new CRC32();
        long length = body.reduce(0L, (before, buffer) -> {
            int size = buffer.remaining();
            sum.update(buffer);
            return before + size;
        });
        return said(length, sum);
    }

    private static String said(long length, CRC32 sum) {
        return length + " bytes " + Long.toHexString(sum.getValue());
    }
}
