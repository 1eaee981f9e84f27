package dev.weir.examples;

import static dev.weir.Sizes.KIB;

import dev.weir.Bytes;
import dev.weir.Items;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.SinkSubscriber;
import dev.weir.Source;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What people already have, one line each. All of these hold back; none has a queue that grows. */
public final class WhatPeopleHave {
    private WhatPeopleHave() {}

    /**
     * A callback API that can be paused.
     *
     * @param <T> its items
     */
    public interface Feed<T> {
        /**
         * Begins.
         *
         * @param handler called with each item
         */
        void onItem(Consumer<? super T> handler);

        /** Stops calling. */
        void pause();

        /** Goes on calling. */
        void resume();
    }

    /**
     * An API that does not block, but says when it has had enough.
     *
     * @param <T> its items
     */
    public interface Outbox<T> {
        /**
         * Writes.
         *
         * @param item the item
         * @return whether there is room for another one
         */
        boolean write(T item);

        /**
         * Says what to call.
         *
         * @param callback run when there is room again
         */
        void onDrain(Runnable callback);
    }

    /** One line in: what they have becomes a source. */
    public static final class In {
        private In() {}

        // region in
        static <T> Source<T> publisher(Flow.Publisher<T> publisher) {
            return Source.from(publisher);
        }

        static <T> Source<T> iterator(Iterator<T> iterator) {
            return Source.from(iterator);
        }

        static <T> Source<T> stream(Stream<T> stream) {
            return Source.from(stream);
        }

        static Source<byte[]> input(InputStream stream) {
            return Bytes.read(() -> stream, 8 * KIB);
        }

        static <T> Source<T> stage(CompletionStage<T> stage) {
            return Source.from(stage);
        }

        static <T> Source<T> queue(BlockingQueue<T> queue, T last) {
            return Source.from(queue, last);
        }

        static <T> Source<T> callbacks(Feed<T> feed) {
            return Source.pausable(feed::onItem, feed::pause, feed::resume);
        }
        // endregion
    }

    /** One line out: a flow becomes what they have. */
    public static final class Out {
        private Out() {}

        // region out
        static <T> Flow.Publisher<T> publisher(Source<T> source) {
            return source.asPublisher();
        }

        static <T> SinkSubscriber<T, Long> subscriber(Sink<T, Long> sink) {
            return sink.asSubscriber();
        }

        static <T> Items<T> iterator(Source<T> source) {
            return source.open();
        }

        static <T> Stream<T> stream(Source<T> source) {
            return source.asStream();
        }

        static InputStream input(Source<byte[]> source) {
            return Bytes.asInputStream(source);
        }

        static Sink<byte[], Long> output(OutputStream stream) {
            return Bytes.write(() -> stream);
        }

        static <R> CompletionStage<R> stage(Running<R> run) {
            return run.result();
        }

        static <T> Sink<T, Long> queue(BlockingQueue<T> queue) {
            return Sink.putting(queue);
        }

        static <T> Sink<T, Long> outbox(Outbox<T> outbox) {
            return Sink.writing(outbox::write, outbox::onDrain);
        }
        // endregion
    }
}
