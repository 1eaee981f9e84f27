package dev.weir.internal.stage;

import dev.weir.internal.engine.Pull;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines in UTF-8, ended by LF or CR LF or the end of the file. A line that is too long is not read to its end. */
final class FileLines implements Pull<String> {
    private final InputStream in;
    private final int longest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;

    FileLines(InputStream in, int longest) {
        this.in = new BufferedInputStream(in);
        this.longest = longest;
    }

    @Override
    public @Nullable String next() throws IOException {
        line.reset();
        number++;
        int next = in.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            if (line.size() - 1 > longest) {
                throw tooLong();
            }
            next = in.read();
        }
        byte[] bytes = line.toByteArray();
        int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        if (length > longest) {
            throw tooLong();
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private IOException tooLong() {
        return new IOException("a line must have <= " + longest + " bytes but line " + number
                + " has more; raise the longest line, or read the file in chunks");
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
