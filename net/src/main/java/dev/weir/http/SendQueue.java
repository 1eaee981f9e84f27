package dev.weir.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import java.util.Queue;

/** Bytes that wait for windows, in the order in which they go. For the event loop. */
final class SendQueue {
    private final Queue<ByteBuf> pieces = new ArrayDeque<>();

    void add(ByteBuf piece) {
        pieces.add(piece);
    }

    /** The first so many bytes; there are as many. Pieces that are small are put together. */
    ByteBuf cut(int count, ByteBufAllocator alloc) {
        ByteBuf first = pieces.peek();
        if (count == 0 || first == null) {
            return Unpooled.EMPTY_BUFFER;
        }
        if (first.readableBytes() > count) {
            return first.readRetainedSlice(count);
        }
        if (first.readableBytes() == count) {
            pieces.remove();
            return first;
        }
        ByteBuf joined = alloc.directBuffer(count);
        while (joined.readableBytes() < count) {
            join(joined, count - joined.readableBytes());
        }
        return joined;
    }

    private void join(ByteBuf joined, int most) {
        ByteBuf next = pieces.element();
        joined.writeBytes(next, Math.min(most, next.readableBytes()));
        if (!next.isReadable()) {
            pieces.remove().release();
        }
    }

    /** Throws all away. */
    void clear() {
        for (ByteBuf piece = pieces.poll(); piece != null; piece = pieces.poll()) {
            piece.release();
        }
    }
}
