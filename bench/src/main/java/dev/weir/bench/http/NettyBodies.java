package dev.weir.bench.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What Netty sends, outside of the heap and ready for any number of times. */
final class NettyBodies {
    private static final ByteBuf CHUNK = fixed(Payload.chunk());
    private static final Bodies<ByteBuf> WHOLE = new Bodies<>(NettyBodies::fixed);

    private NettyBodies() {}

    private static ByteBuf fixed(byte[] bytes) {
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
    }

    static ByteBuf whole(Payload payload) {
        return WHOLE.of(payload).duplicate();
    }

    static ByteBuf chunk() {
        return CHUNK.duplicate();
    }
}
