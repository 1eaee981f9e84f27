package dev.weir.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.Arrays;

/**
 * A head while it is put together, in an array that its thread uses again for the next one: piece by piece into a buffer
 * outside of the heap, each piece would be checked and moved on its own. For one thread, and one head at a time.
 */
final class HeadBytes {
    private static final FastThreadLocal<HeadBytes> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected HeadBytes initialValue() {
            return new HeadBytes();
        }
    };

    private static final int USUAL = 1024;
    private static final int KEPT = 16 * 1024; // a larger one is not kept for the next head

    private byte[] bytes = new byte[USUAL];
    private int length;

    private HeadBytes() {}

    /** Begins one; what was begun before on this thread is forgotten. A virtual thread, which writes one or two, keeps none. */
    static HeadBytes begin() {
        HeadBytes head = Thread.currentThread().isVirtual() ? new HeadBytes() : OF_THREAD.get();
        head.length = 0;
        return head;
    }

    /** Appends a text whose characters were all checked to be below 256, as those of all fields and targets were. */
    @SuppressWarnings("deprecation") // it drops the upper halves of characters, which are all 0
    HeadBytes add(String text) {
        int end = length + text.length();
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, end));
        }
        text.getBytes(0, text.length(), bytes, length);
        length = end;
        return this;
    }

    /** All of it, in a buffer with room for so many bytes behind it. */
    ByteBuf in(ByteBufAllocator alloc, int room) {
        ByteBuf out = alloc.directBuffer(length + room);
        out.writeBytes(bytes, 0, length);
        if (bytes.length > KEPT) {
            bytes = new byte[USUAL];
        }
        return out;
    }
}
