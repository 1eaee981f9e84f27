package dev.weir.internal.stage;

import dev.weir.internal.engine.Pull;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What each read returned, in an array of its own. */
final class ByteChunks implements Pull<byte[]> {
    private final InputStream in;
    private final byte[] buffer;

    ByteChunks(InputStream in, int chunk) {
        this.in = in;
        this.buffer = new byte[chunk];
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        int read = in.read(buffer);
        if (read == 0) {
            throw new IOException("a read must block until there are >= 1 bytes, or answer -1 at the end, but that of "
                    + in.getClass().getName() + " answered 0; wrap what does not block in a stream that does");
        }
        return read < 0 ? null : Arrays.copyOf(buffer, read);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
