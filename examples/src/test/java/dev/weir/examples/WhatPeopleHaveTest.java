package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Sink;
import dev.weir.Source;
import dev.weir.examples.WhatPeopleHave.Feed;
import dev.weir.examples.WhatPeopleHave.In;
import dev.weir.examples.WhatPeopleHave.Out;
import dev.weir.examples.WhatPeopleHave.Outbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each line takes all in, or gives all out, and in between nothing runs ahead. */
@Timeout(20)
class WhatPeopleHaveTest {
    private static Source<Long> hundred() {
        return Source.range(0, 100);
    }

    private static List<Long> expected() {
        return hundred().toList();
    }

    @Test
    void publisher_inAndOut_passesAllOn() {
        assertThat(In.publisher(Out.publisher(hundred())).toList()).isEqualTo(expected());
    }

    @Test
    void subscriber_ofAPublisher_hasTheResult() throws Exception {
        var subscriber = Out.subscriber(Sink.<Long>count());
        Out.publisher(hundred()).subscribe(subscriber);
        assertThat(subscriber.result().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isEqualTo(100);
    }

    @Test
    void iterator_inAndOut_passesAllOn() {
        try (var items = Out.iterator(hundred())) {
            assertThat(In.iterator(items).toList()).isEqualTo(expected());
        }
    }

    @Test
    void stream_inAndOut_passesAllOn() {
        try (Stream<Long> stream = Out.stream(hundred())) {
            assertThat(In.stream(stream).toList()).isEqualTo(expected());
        }
    }

    @Test
    void streamsOfBytes_inAndOut_passAllOn() {
        byte[] bytes = "many a little makes a mickle".repeat(1_000).getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        Source<byte[]> source = In.input(Out.input(In.input(new ByteArrayInputStream(bytes))));
        assertThat(source.run(Out.output(out))).isEqualTo(bytes.length);
        assertThat(out.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void stage_inAndOut_passesTheResultOn() {
        try (var run = In.stage(CompletableFuture.completedFuture("done"))
                .to(Sink.<String>toList())
                .start()) {
            assertThat(Out.stage(run).toCompletableFuture().join()).containsExactly("done");
        }
    }

    @Test
    void queue_inAndOut_passesAllOnUpToTheLast() {
        BlockingQueue<Long> queue = new LinkedBlockingQueue<>();
        hundred().run(Out.queue(queue));
        assertThat(In.queue(queue, 50L).toList()).hasSize(50).endsWith(49L);
        assertThat(queue).hasSize(49);
    }

    @Test
    void callbacks_slowReader_areNeverPushedWhilePaused() {
        var feed = new Counter();
        assertThat(In.callbacks(feed).limit(1_000).toList())
                .hasSize(1_000)
                .startsWith(0L, 1L)
                .endsWith(999L);
        assertThat(feed.pauses).isGreaterThan(10);
    }

    @Test
    void outbox_thatIsFull_isNotWrittenToBeforeItHasDrained() {
        var outbox = new Ten();
        assertThat(hundred().run(Out.outbox(outbox))).isEqualTo(100);
        assertThat(outbox.written).isEqualTo(expected());
    }

    /** Calls back until it is paused. */
    private static final class Counter implements Feed<Long> {
        private @Nullable Consumer<? super Long> handler;
        private boolean paused;
        private long next;
        int pauses;

        @Override
        public void onItem(Consumer<? super Long> consumer) {
            handler = consumer;
            resume();
        }

        @Override
        public void pause() {
            paused = true;
            pauses++;
        }

        @Override
        public void resume() {
            paused = false;
            Consumer<? super Long> each = handler;
            while (!paused && each != null) {
                each.accept(next++);
            }
        }
    }

    /** Has room for ten, and drains on another thread when it is full. */
    private static final class Ten implements Outbox<Long> {
        final List<Long> written = new ArrayList<>();
        private Runnable drained = () -> {};
        private boolean full;

        @Override
        public synchronized boolean write(Long item) {
            assertThat(full).as("written to while full").isFalse();
            written.add(item);
            full = written.size() % 10 == 0;
            if (full) {
                Thread.startVirtualThread(this::drain);
            }
            return !full;
        }

        private void drain() {
            synchronized (this) {
                full = false;
            }
            drained.run();
        }

        @Override
        public void onDrain(Runnable callback) {
            drained = callback;
        }
    }
}
