package dev.weir.internal.stage;

import dev.weir.internal.engine.Pull;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** What each read returned. The first half of a surrogate pair waits for the second, so that no pair is torn apart. */
final class TextChunks implements Pull<String> {
    private final Reader in;
    private final char[] buffer;
    private int kept;

    TextChunks(Reader in, int chunk) {
        this.in = in;
        this.buffer = new char[chunk];
    }

    @Override
    public @Nullable String next() throws IOException {
        while (true) {
            int read = in.read(buffer, kept, buffer.length - kept);
            if (read < 0) {
                return last();
            }
            if (read == 0) {
                throw new IOException("a read must block until there are >= 1 characters, or answer -1 at the end, but"
                        + " that of " + in.getClass().getName()
                        + " answered 0; wrap what does not block in a reader that does");
            }
            int end = kept + read;
            kept = Character.isHighSurrogate(buffer[end - 1]) ? 1 : 0;
            if (end > kept) {
                String chunk = new String(buffer, 0, end - kept);
                buffer[0] = buffer[end - 1];
                return chunk;
            }
        }
    }

    /** The first half of a pair that never came, if there is one: it is told as it came. */
    private @Nullable String last() {
        String half = kept == 0 ? null : new String(buffer, 0, 1);
        kept = 0;
        return half;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
