package dev.weir;

import java.util.List;
import java.util.Objects;

/**
 * Frames over bytes: what is heard is cut into frames, what is said becomes bytes. It may be told to have another layer
 * put in beneath it at a certain frame: {@link Duplex#divert}.
 *
 * <p>Holds what {@link Frames#of} holds, and nothing on the way down.
 *
 * @param <I> the frames that are heard
 * @param <O> the frames that are said
 */
@CheckReturnValue
public final class FrameLayer<I, O> extends Layer<byte[], byte[], I, O> {
    private final String name;
    private final Make<? extends Framing<I>> framing;
    private final Encoding<? super O> encoding;

    private FrameLayer(String name, Make<? extends Framing<I>> framing, Encoding<? super O> encoding) {
        this.name = name;
        this.framing = Objects.requireNonNull(framing);
        this.encoding = Objects.requireNonNull(encoding);
    }

    /**
     * Frames of one's own.
     *
     * @param name what they are called in plans and readings
     * @param framing makes what cuts them out of bytes, for each run
     * @param encoding makes bytes of one of them; whatever it throws fails the conversation
     * @param <I> the frames that are heard
     * @param <O> the frames that are said
     * @return the layer
     */
    public static <I, O> FrameLayer<I, O> of(
            String name, Make<? extends Framing<I>> framing, Encoding<? super O> encoding) {
        return new FrameLayer<>(name, framing, encoding);
    }

    @Override
    public Duplex<I, O> over(Duplex<byte[], byte[]> below) {
        Source<I> source = below.source().through(Frames.<I>of(framing)).named(name);
        Sink<O, ?> sink = encoder().to(below.sink());
        return new Duplex<>(source, sink, below.isCoupled(), new FramedOver<>(below, this, List.of()));
    }

    @Override
    public Layer<O, I, byte[], byte[]> reversed() {
        return Layer.<O, I, byte[], byte[]>of(Frames.<I>of(framing), encoder());
    }

    private Pipe<O, byte[]> encoder() {
        return frames -> frames.<byte[]>map(encoding::encode).named(name + ".encode");
    }

    String name() {
        return name;
    }

    Make<? extends Framing<I>> framing() {
        return framing;
    }

    Encoding<? super O> encoding() {
        return encoding;
    }

    @Override
    public String toString() {
        return name;
    }
}
