package dev.weir.http.internal.h2;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.jspecify.annotations.Nullable;

/**
 * Takes whole frames out of what was read, one at a time, so that whoever reads them can stop between two of them. A frame
 * that is longer than it may be is refused at its header, before the rest of it is held.
 */
public final class FrameCutter {
    private static final int HEADER = 9;
    private static final int END_HEADERS = 4;

    /** The longest payload that is taken: 16 KiB, which is the least that must be. */
    public static final int MOST = 16 * 1024;

    private boolean blockOpen;
    private byte type;

    /** The next frame, with its header, as a slice; null if it is not all there. */
    public @Nullable ByteBuf next(ByteBuf in) throws Http2Exception {
        if (in.readableBytes() < HEADER) {
            return null;
        }
        int length = in.getUnsignedMedium(in.readerIndex());
        type = in.getByte(in.readerIndex() + 3);
        if (length > MOST) {
            throw Http2Exception.connectionError(
                    Http2Error.FRAME_SIZE_ERROR, "a frame must have <= %d bytes but has %d", MOST, length);
        }
        if (in.readableBytes() < HEADER + length) {
            return null;
        }
        if (head()) {
            blockOpen = (in.getByte(in.readerIndex() + 4) & END_HEADERS) == 0;
        }
        return in.readSlice(HEADER + length);
    }

    /** Whether the last frame was of a head. */
    public boolean head() {
        return type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
    }

    /** Whether the last frame said how much a stream is wanted. */
    public boolean priority() {
        return type == Http2FrameTypes.PRIORITY;
    }

    /** Whether a head has begun whose end has not come: nothing else may come before it. */
    public boolean blockOpen() {
        return blockOpen;
    }
}
