package dev.weir.http.internal;

import dev.weir.http.HttpMessageException;
import io.netty.buffer.ByteBuf;

/** A body of so many bytes. */
final class FixedDecoder implements BodyDecoder {
    private long left;

    FixedDecoder(long length) {
        this.left = length;
    }

    @Override
    public int decode(ByteBuf in, byte[] to) {
        int taken = (int) Math.min(Math.min(left, to.length), in.readableBytes());
        in.readBytes(to, 0, taken);
        left -= taken;
        return taken;
    }

    @Override
    public boolean over() {
        return left == 0;
    }

    @Override
    public void inputEnded() throws HttpMessageException {
        if (left > 0) {
            throw BodyDecoder.cutOff();
        }
    }
}
