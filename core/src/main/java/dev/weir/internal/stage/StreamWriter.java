package dev.weir.internal.stage;

import dev.weir.Ending;
import dev.weir.Writer;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/** Writes to a stream that blocks, counts what was written, and closes the stream once, however the flow ends. */
final class StreamWriter<S extends Closeable & Flushable, T> implements Writer<T, Long> {
    /** Writes one item. */
    @FunctionalInterface
    interface Put<S, T> {
        /** Answers how much it was. */
        int put(S stream, T item) throws IOException;
    }

    private final S stream;
    private final Put<S, T> put;
    private long written;
    private boolean closed;

    StreamWriter(S stream, Put<S, T> put) {
        this.stream = stream;
        this.put = put;
    }

    @Override
    public void open(Runnable drained, Consumer<Throwable> broken) {}

    @Override
    public boolean write(T item) throws IOException {
        written += put.put(stream, item);
        return true;
    }

    @Override
    public void flush() throws IOException {
        stream.flush();
    }

    @Override
    public Long finish() throws IOException {
        stream.flush(); // some streams forget on close what they could not flush
        close();
        return written;
    }

    @Override
    public void abort(Ending ending) {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void close() throws IOException {
        if (!closed) {
            closed = true; // before it: a stream whose close has failed is not closed again
            stream.close();
        }
    }
}
