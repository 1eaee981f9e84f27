package dev.weir;

import dev.weir.internal.stage.Pulled;
import dev.weir.internal.stage.Streams;
import dev.weir.internal.stage.Written;
import java.io.Reader;
import java.util.Objects;

/** Text in chunks: the readers and writers of {@code java.io}. They run and block as those of {@link Bytes} do. */
public final class Texts {
    private Texts() {}

    /**
     * What is read from a reader. It is opened when the first chunk is wanted, and closed once, however the flow ends.
     *
     * @param open opens it, once a run
     * @param chunk the most characters in a chunk, at least 2, so that a surrogate pair has a place: it is not torn
     *     apart
     * @return a source of chunks, none empty
     * @throws IllegalArgumentException if chunk is less than 2
     */
    public static Source<String> read(Make<? extends Reader> open, int chunk) {
        int size = (int) Operators.atLeast("chunk", 2, chunk);
        return Operators.source(new Pulled<>("read", Streams.texts(Objects.requireNonNull(open), size)));
    }

    /**
     * Writes to a writer, as {@link Bytes#write(Make)} does to a stream: flushed at the end and when nothing more is at
     * hand, opened before the first item, closed once, however the flow ends.
     *
     * @param open opens it, once a run
     * @return a sink with the number of characters written
     */
    public static Sink<CharSequence, Long> write(Make<? extends java.io.Writer> open) {
        return Sink.of(new Written<>("write", true, Streams.toTexts(Objects.requireNonNull(open))));
    }
}
