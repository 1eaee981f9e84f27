package dev.weir;

import dev.weir.internal.stage.Pulled;
import dev.weir.internal.stage.Streams;
import dev.weir.internal.stage.Written;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Bytes in chunks: streams of {@code java.io}, files, and the pipes of a process. A chunk belongs to whoever receives
 * it, and nobody else writes to it.
 *
 * <p>What reads and writes here runs where it may block, on any engine. A cancel interrupts it; a call that does not
 * heed interrupts, as those on the pipes of a process do not, is waited for: destroy the process when its flow is
 * cancelled.
 */
public final class Bytes {
    private Bytes() {}

    /**
     * What is read from a stream. It is opened when the first chunk is wanted, and closed once, however the flow ends.
     *
     * @param open opens it, once a run
     * @param chunk the most bytes in a chunk, at least 1; each chunk is what one read returned
     * @return a source of chunks, none empty
     * @throws IllegalArgumentException if chunk is less than 1
     */
    public static Source<byte[]> read(Make<? extends InputStream> open, int chunk) {
        int size = (int) Operators.atLeast("chunk", 1, chunk);
        return Operators.source(new Pulled<>("read", Streams.bytes(Objects.requireNonNull(open), size)));
    }

    /**
     * What is in a file. It is opened when the first chunk is wanted, and closed once, however the flow ends.
     *
     * @param file the file
     * @param chunk the most bytes in a chunk, at least 1
     * @return a source of chunks, none empty
     * @throws IllegalArgumentException if chunk is less than 1
     */
    public static Source<byte[]> read(Path file, int chunk) {
        Objects.requireNonNull(file);
        return read(() -> Files.newInputStream(file), chunk);
    }

    /**
     * Writes to a stream, and holds back what is before it while that blocks. It is flushed at the end, and whenever
     * what feeds it has nothing more at hand; a stage that blocks for its next item in the same island cannot be seen
     * to rest, so put a {@code buffer} behind it if that matters. It is opened before the first chunk, and closed once,
     * however the flow ends: whoever reads the other end cannot tell a failure from an end by that.
     *
     * @param open opens it, once a run
     * @return a sink with the number of bytes written
     */
    public static Sink<byte[], Long> write(Make<? extends OutputStream> open) {
        return Sink.of(new Written<>("write", true, Streams.toBytes(Objects.requireNonNull(open))));
    }

    /**
     * Writes to a file, which is opened before the first chunk. If the flow fails or is cancelled, what was written
     * stays.
     *
     * @param file the file
     * @param options how to open it; none: it is created, or emptied if it exists
     * @return a sink with the number of bytes written
     */
    public static Sink<byte[], Long> write(Path file, OpenOption... options) {
        Objects.requireNonNull(file);
        OpenOption[] given = options.clone();
        return write(() -> Files.newOutputStream(file, given));
    }

    /**
     * Lines in UTF-8, without their ends, out of chunks that are split anywhere. A line ends with LF or CR LF; what
     * comes after the last one is a line too, unless it is empty. A line that is too long, or that is not UTF-8, fails
     * the flow. Holds the line that is not complete; on a failure, cancel or drain it is dropped.
     *
     * @param longest the most bytes in a line, without its end
     * @return a pipe from chunks to lines
     * @throws IllegalArgumentException if longest is less than 1
     */
    public static Pipe<byte[], String> lines(int longest) {
        Operators.atLeast("longest", 1, longest);
        return Frames.of(() -> Frames.lines(longest));
    }

    /**
     * A source as a stream: the thread that reads drives the last part of the flow, as {@link Source#open} says. A run
     * starts with the first read. A failure of the flow is an {@code IOException} with what the stage threw as its
     * cause, and so is an interrupt, which cancels the flow. Closing the stream before its end cancels the flow and
     * waits until nothing of it runs.
     *
     * @param source its chunks
     * @return a stream for one thread at a time; {@code available} is what is left of the chunk in hand
     */
    public static InputStream asInputStream(Source<byte[]> source) {
        return new FlowInputStream(Objects.requireNonNull(source));
    }
}
