package dev.weir;

import dev.weir.internal.declare.Declared;
import dev.weir.internal.declare.Spec;
import dev.weir.internal.stage.Joined;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a conversation: what the other side says, and a way to talk to it. A TCP connection is one, so is a
 * WebSocket, a stream of HTTP/2, and any of these with layers on top of it. Immutable, and declared like everything else:
 * nothing is read or sent before a pipeline that uses it is started. Each direction has its own credit; neither ever
 * waits for the other unless a layer makes it.
 *
 * <p>Both directions belong to one pipeline and so to one run: if either fails, both are over; if one of them ends
 * cleanly, the other goes on until it ends too.
 *
 * {@snippet :
 * Pipeline<?> conversation = connection.through(Lines.utf8(8 * 1024)).answer(lines -> lines.map(String::toUpperCase));
 * }
 *
 * @param <I> what the other side says
 * @param <O> what is said to it
 */
@CheckReturnValue
public final class Duplex<I, O> {
    private final Source<I> source;
    private final Sink<O, ?> sink;
    private final boolean coupled; // a layer with state knows both directions, and ends both when one fails
    private final @Nullable FramedOver<I, O> framed;

    Duplex(Source<I> source, Sink<O, ?> sink, boolean coupled, @Nullable FramedOver<I, O> framed) {
        this.source = source;
        this.sink = sink;
        this.coupled = coupled;
        this.framed = framed;
    }

    /**
     * A conversation out of its two directions.
     *
     * @param source what the other side says
     * @param sink where what is said to it goes; its clean end is the end of that direction
     * @param <I> what the other side says
     * @param <O> what is said to it
     * @return the two as one
     */
    public static <I, O> Duplex<I, O> of(Source<I> source, Sink<O, ?> sink) {
        return new Duplex<>(Objects.requireNonNull(source), Objects.requireNonNull(sink), false, null);
    }

    /**
     * What the other side says. Belongs into the same pipeline as {@link #sink}.
     *
     * @return to be used once
     */
    public Source<I> source() {
        return source;
    }

    /**
     * Where what is said to the other side goes. Belongs into the same pipeline as {@link #source}.
     *
     * @return to be used once
     */
    public Sink<O, ?> sink() {
        return sink;
    }

    /**
     * With a layer on top: what is said goes down through it, what is heard comes up through it.
     *
     * @param layer the layer
     * @param <I2> what is heard then
     * @param <O2> what is said then
     * @return the upper end
     */
    public <I2, O2> Duplex<I2, O2> through(Layer<I, O, I2, O2> layer) {
        return layer.over(this);
    }

    /**
     * Answers what the other side says: the whole conversation as one flow.
     *
     * @param answers makes what is said of what was heard. When what it makes ends, that direction is closed
     * @return a pipeline, which ends when both directions have ended
     */
    public Pipeline<?> answer(Pipe<I, O> answers) {
        return answers.attach(source).to(sink);
    }

    /**
     * Joins two conversations: each side hears what the other one says, at its own pace in each direction. If one side
     * closes its half, the other hears that after the last item, and may go on talking. If one side breaks, both are over.
     *
     * @param other the conversation with the other side
     * @return a pipeline, which ends when both directions have ended
     */
    public Pipeline<?> join(Duplex<O, I> other) {
        boolean apart = !coupled && !other.coupled;
        Declared<?> there = other.sink.declare(apart ? tied(source) : source);
        Declared<?> back = sink.declare(other.source);
        return new Pipeline<>(Declared.all(List.of(there, back)));
    }

    private static <T> Source<T> tied(Source<T> source) {
        return new Source<>(Spec.of(new Joined<T>(), source.port()).outlet(0));
    }

    boolean isCoupled() {
        return coupled;
    }

    /**
     * Puts a layer beneath the frames from a certain one on, as STARTTLS does, where each frame that is heard is answered
     * by one: see {@link #divert(Test, Test, LogicLayer)}. What is said before anything was heard, such as a greeting, is
     * no answer.
     *
     * @param when asked for each frame that is heard, until it holds for the first time
     * @param layer the layer, from then on
     * @return the upper end, which still speaks frames
     * @throws IllegalStateException if the layer on top of this is not one of frames over bytes
     * @throws IllegalArgumentException if the layer is reversed
     */
    public Duplex<I, O> divert(Test<? super I> when, LogicLayer<byte[], byte[], byte[], byte[]> layer) {
        return framed().divert(Objects.requireNonNull(when), null, Objects.requireNonNull(layer));
    }

    /**
     * Puts a layer beneath the frames from a certain one on: what comes after that frame goes up through the layer before
     * it is cut into frames; what is said after the answer to it goes down through the layer. Until the answer was said,
     * nothing more is read, so there has to be one. No byte is lost, or read twice, wherever the bytes are cut: what has come already is read again
     * by the layer. May be called again: what is put in later stands above what is there.
     *
     * @param when asked for each frame that is heard, until it holds for the first time
     * @param answered asked for each frame that is said after that, until it holds for the answer
     * @param layer the layer, from then on
     * @return the upper end, which still speaks frames
     * @throws IllegalStateException if the layer on top of this is not one of frames over bytes
     * @throws IllegalArgumentException if the layer is reversed
     */
    public Duplex<I, O> divert(
            Test<? super I> when, Test<? super O> answered, LogicLayer<byte[], byte[], byte[], byte[]> layer) {
        return framed().divert(
                        Objects.requireNonNull(when), Objects.requireNonNull(answered), Objects.requireNonNull(layer));
    }

    private FramedOver<I, O> framed() {
        if (framed == null) {
            throw new IllegalStateException("what is diverted must be frames over bytes but this is not;"
                    + " put a FrameLayer such as Lines.ascii(...) on top before that");
        }
        return framed;
    }
}
