package dev.weir.http.internal;

import dev.weir.http.HttpMessageException;
import io.netty.buffer.ByteBuf;

/** A body that ends with its connection, as those of HTTP/1.0 do. */
final class UntilCloseDecoder implements BodyDecoder {
    private final long most;
    private long seen;
    private boolean over;

    UntilCloseDecoder(long most) {
        this.most = most;
    }

    @Override
    public int decode(ByteBuf in, byte[] to) throws HttpMessageException {
        int taken = Math.min(to.length, in.readableBytes());
        in.readBytes(to, 0, taken);
        seen += taken;
        if (seen > most) {
            throw BodyDecoder.tooLarge(most);
        }
        return taken;
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public void inputEnded() {
        over = true;
    }
}
