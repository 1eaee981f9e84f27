package dev.weir.internal.stage;

import dev.weir.Make;
import dev.weir.Writer;
import dev.weir.internal.engine.Opening;
import dev.weir.internal.engine.Pull;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.util.Objects;

/** The streams of {@code java.io} that a flow reads or writes: each method says how one run opens one. */
@SuppressWarnings("serial") // these run where they were made; only the public functions may travel
public final class Streams {
    private Streams() {}

    /** What each read of bytes returns. */
    public static Opening<byte[]> bytes(Make<? extends InputStream> open, int chunk) {
        return blocking(() -> new ByteChunks(made(open), chunk));
    }

    /** What each read of characters returns. */
    public static Opening<String> texts(Make<? extends Reader> open, int chunk) {
        return blocking(() -> new TextChunks(made(open), chunk));
    }

    /** Bytes are written, and counted. */
    public static Make<Writer<byte[], Long>> toBytes(Make<? extends OutputStream> open) {
        return () -> new StreamWriter<OutputStream, byte[]>(made(open), (stream, item) -> {
            stream.write(item);
            return item.length;
        });
    }

    /** Characters are written, and counted. */
    public static Make<Writer<CharSequence, Long>> toTexts(Make<? extends java.io.Writer> open) {
        return () -> new StreamWriter<java.io.Writer, CharSequence>(made(open), (stream, item) -> {
            stream.append(item);
            return item.length();
        });
    }

    private static <S> S made(Make<? extends S> open) throws Exception {
        return Objects.requireNonNull(open.make(), "a stream must be opened but the function answered null");
    }

    /** The same, on a thread that may block. */
    static <T> Opening<T> blocking(Opening<T> opening) {
        return new Opening<>() {
            @Override
            public Pull<T> open() throws Exception {
                return opening.open();
            }

            @Override
            public boolean blocks() {
                return true;
            }
        };
    }
}
