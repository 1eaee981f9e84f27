package dev.weir.bench.core;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What three stages do with chunks, for one run: an endless source, of which the first stage takes as many as are wanted, the
 * second counts bytes, and the third adds up the first byte of each. The same chunks go through all of them.
 */
final class ChunkTally implements Iterable<byte[]> {
    static final int CHUNK = 16 * 1024;

    private final int wanted;
    private long bytes; // the second stage's
    private long firsts; // the third stage's

    @SuppressWarnings("UnusedVariable") // so that a chunk is made, also where the JIT sees all that becomes of it
    private byte @Nullable [] last;

    /** For as many chunks as are wanted. */
    ChunkTally(int wanted) {
        this.wanted = wanted;
    }

    int wanted() {
        return wanted;
    }

    @Override
    public Iterator<byte[]> iterator() {
        return new Iterator<>() {
            private int made;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public byte[] next() {
                byte[] chunk = new byte[CHUNK];
                chunk[0] = (byte) (made++ & 0x3f);
                last = chunk;
                return chunk;
            }
        };
    }

    byte[] count(byte[] chunk) {
        bytes += chunk.length;
        return chunk;
    }

    byte[] addFirst(byte[] chunk) {
        firsts += chunk[0];
        return chunk;
    }

    /** Answers the bytes if all is right. */
    long checked(long chunks) {
        long expected = 0;
        for (int n = 0; n < wanted; n++) {
            expected += n & 0x3f;
        }
        if (chunks != wanted || bytes != (long) wanted * CHUNK || firsts != expected) {
            throw new IllegalStateException("all of " + wanted + " chunks must come but " + chunks + " did, with "
                    + bytes + " bytes and " + firsts + " as the sum of the first ones");
        }
        return bytes;
    }
}
