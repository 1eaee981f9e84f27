package dev.weir;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The chunks of a source as a stream of bytes: the thread that reads drives the last part of the flow. */
final class FlowInputStream extends InputStream {
    private static final byte[] NOTHING = new byte[0];

    private final Source<byte[]> source;
    private @Nullable Items<byte[]> items;
    private byte[] chunk = NOTHING;
    private int at;
    private boolean closed;

    FlowInputStream(Source<byte[]> source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        Objects.checkFromIndexSize(from, most, into.length);
        if (most == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int read = Math.min(most, available());
        System.arraycopy(chunk, at, into, from, read);
        at += read;
        return read;
    }

    /** Whether there is a byte; waits until that is known. */
    private boolean fill() throws IOException {
        if (closed) {
            throw new IOException("a stream must be open to be read but was closed");
        }
        try {
            while (available() == 0) {
                Items<byte[]> open = open();
                if (!open.hasNext()) {
                    return false;
                }
                chunk = open.next();
                at = 0;
            }
            return true;
        } catch (FlowFailedException e) {
            throw new IOException(e.getMessage(), e.getCause());
        } catch (FlowCancelledException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Items<byte[]> open() {
        Items<byte[]> open = items;
        if (open == null) {
            open = source.open();
            items = open;
        }
        return open;
    }

    @Override
    public int available() {
        return chunk.length - at;
    }

    @Override
    public void close() {
        closed = true;
        chunk = NOTHING;
        at = 0;
        if (items != null) {
            items.close();
        }
    }
}
