package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flow as a stream: driven by whoever runs the stream, and cancelled when that is closed. */
@Timeout(30)
class AsStreamTest {
    private final Flows.Counted counted = new Flows.Counted();

    @Test
    void asStream_runToItsEnd_givesAllItems() {
        assertThat(Source.range(0, 1000).buffer(3).asStream().map(n -> n + 1).toList())
                .isEqualTo(Flows.longs(1, 1001));
        assertThat(Source.of().asStream()).isEmpty();
        List<Long> inner =
                Stream.of(2L, 3L).flatMap(n -> Source.range(0, n).asStream()).toList();
        assertThat(inner).containsExactly(0L, 1L, 0L, 1L, 2L);
    }

    // Nothing runs before the first question, and nothing after the close.
    @Test
    void asStream_closedEarly_cancelsTheRun() {
        try (Stream<Long> stream = counted.source(1000).buffer(2).asStream()) {
            assertThat(counted.pulled).hasValue(0);
            assertThat(stream.limit(3).toList()).containsExactly(0L, 1L, 2L);
            assertThat(counted.closed).hasValue(0);
        }
        assertThat(counted.closed).hasValue(1);
        assertThat(counted.pulled.get()).isBetween(3, 6);
    }

    @Test
    void asStream_closedBeforeItsRun_startsNone() {
        Stream<Long> stream = counted.source(1000).asStream();
        stream.close();
        assertThat(counted.pulled).hasValue(0);
        assertThat(counted.closed).hasValue(0);
    }

    @Test
    void asStream_ofAFlowThatFails_throwsItsFailure() {
        Stream<Long> stream =
                counted.source(10).map(n -> 6 / (3 - n)).named("divide").asStream();
        assertThatThrownBy(stream::toList)
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("stage 'divide' failed")
                .hasCauseInstanceOf(ArithmeticException.class);
        assertThat(counted.closed).hasValue(1);
    }

    // What a stream may rely on: the order is the flow's, and no item is null.
    @Test
    void asStream_saysThatItIsOrdered() {
        assertThat(counted.source(3)
                        .asStream()
                        .spliterator()
                        .hasCharacteristics(Spliterator.ORDERED | Spliterator.NONNULL))
                .isTrue();
    }

    @Test
    void asStream_madeParallel_isDrivenByOneThread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        assertThat(Source.range(0, 10_000)
                        .peek(n -> threads.add(Thread.currentThread()))
                        .asStream()
                        .parallel()
                        .map(n -> n)
                        .count())
                .isEqualTo(10_000);
        assertThat(threads).hasSize(1);
    }
}
