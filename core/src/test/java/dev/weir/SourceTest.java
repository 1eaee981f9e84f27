package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every operator gives what its namesake in java.util.stream gives, or what its text says. */
@Timeout(20)
class SourceTest {
    private static List<Long> longs(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @Test
    void aChainOfFusedStages_range_readsLikeAStream() {
        List<String> first = Source.range(1, 1_000_000)
                .map(n -> n * 3)
                .filter(n -> n % 2 == 0)
                .map(n -> Long.toString(n))
                .limit(10)
                .run(Sink.toList());
        assertThat(first).containsExactly("6", "12", "18", "24", "30", "36", "42", "48", "54", "60");
    }

    @Test
    void sources_each_giveTheirItems() {
        assertThat(Source.of("a", "b").toList()).containsExactly("a", "b");
        assertThat(Source.of().toList()).isEmpty();
        assertThat(Source.from(List.of(1, 2)).toList()).containsExactly(1, 2);
        assertThat(Source.from(List.of(1, 2).iterator()).toList()).containsExactly(1, 2);
        assertThat(Source.from(IntStream.range(0, 3).boxed()).toList()).containsExactly(0, 1, 2);
        assertThat(Source.range(2, 5).toList()).containsExactly(2L, 3L, 4L);
        assertThat(Source.<Integer>generate(out -> {
                            for (int i = 0; i < 100; i++) {
                                out.emit(i);
                            }
                        })
                        .count())
                .isEqualTo(100);
    }

    @Test
    void anIterator_runTwice_failsTheSecondRun() {
        Source<Integer> once = Source.from(List.of(1).iterator());
        assertThat(once.toList()).containsExactly(1);
        assertThatThrownBy(once::toList)
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("can be run once but was run again");
    }

    @Test
    void narrowingOperators_each_giveWhatStreamsGive() {
        assertThat(Source.range(0, 10).skip(3).limit(4).toList()).containsExactly(3L, 4L, 5L, 6L);
        assertThat(Source.range(0, 10).limit(0).toList()).isEmpty();
        assertThat(Source.range(0, 10).takeWhile(n -> n < 3).toList()).containsExactly(0L, 1L, 2L);
        assertThat(Source.range(0, 10).dropWhile(n -> n < 8).toList()).containsExactly(8L, 9L);
        assertThat(Source.of(1, 2, 3).scan(0, Integer::sum).toList()).containsExactly(1, 3, 6);
        List<Long> seen = new ArrayList<>();
        assertThat(Source.range(0, 3).peek(seen::add).count()).isEqualTo(3);
        assertThat(seen).containsExactly(0L, 1L, 2L);
    }

    @Test
    void wideningOperators_each_giveWhatStreamsGive() {
        assertThat(Source.range(0, 4).flatMap(n -> Source.range(0, n)).toList())
                .containsExactly(0L, 0L, 1L, 0L, 1L, 2L);
        assertThat(Source.range(0, 3)
                        .<Long>mapMulti((n, out) -> {
                            out.emit(n);
                            out.emit(-n);
                        })
                        .toList())
                .containsExactly(0L, 0L, 1L, -1L, 2L, -2L);
        assertThat(Source.range(0, 5).gather(Gatherers.windowFixed(2)).toList())
                .containsExactly(List.of(0L, 1L), List.of(2L, 3L), List.of(4L));
        assertThat(Source.range(0, 100)
                        .gather(Gatherers.<Long>windowSliding(3))
                        .limit(2)
                        .toList())
                .containsExactly(List.of(0L, 1L, 2L), List.of(1L, 2L, 3L));
    }

    @Test
    void flatMap_ofSourcesWithLinks_keepsOrder() {
        assertThat(Source.range(0, 50)
                        .flatMap(n -> Source.range(0, 20).buffer(2).map(m -> n * 20 + m))
                        .toList())
                .isEqualTo(longs(0, 1000));
    }

    @Test
    void links_ofAwkwardCapacities_keepOrder() {
        for (int capacity : new int[] {1, 2, 3, 7, 64, 1000}) {
            assertThat(Source.range(0, 5000)
                            .buffer(capacity)
                            .map(n -> n + 1)
                            .buffer(capacity)
                            .toList())
                    .as("capacity %d", capacity)
                    .isEqualTo(longs(1, 5001));
        }
    }

    @Test
    void calls_inOrder_comeInOrder() {
        assertThat(Source.range(0, 2000).mapConcurrent(7, n -> n * 2).toList())
                .isEqualTo(longs(0, 2000).stream().map(n -> n * 2).toList());
        assertThat(Source.range(0, 2000)
                        .mapAsync(7, n -> CompletableFuture.supplyAsync(() -> n))
                        .toList())
                .isEqualTo(longs(0, 2000));
    }

    @Test
    void calls_unordered_allCome() {
        assertThat(Source.range(0, 2000).mapConcurrentUnordered(7, n -> n).toList())
                .containsExactlyInAnyOrderElementsOf(longs(0, 2000));
        assertThat(Source.range(0, 2000)
                        .mapAsyncUnordered(7, n -> CompletableFuture.supplyAsync(() -> n))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(longs(0, 2000));
    }

    @Test
    void severalSources_joined_giveAllItems() {
        assertThat(Source.concat(Source.range(0, 3), Source.range(3, 5).buffer(1), Source.range(5, 5))
                        .toList())
                .containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(Source.merge(Source.range(0, 1000), Source.range(1000, 2000)).toList())
                .containsExactlyInAnyOrderElementsOf(longs(0, 2000));
        assertThat(Source.range(0, 100)
                        .zip(Source.range(100, 1000), (a, b) -> b - a)
                        .toList())
                .hasSize(100)
                .containsOnly(100L);
        assertThat(Source.range(0, 1000)
                        .<Long>balance(4, lane -> lane.map(n -> n))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(longs(0, 1000));
    }

    @Test
    void broadcast_ofThreeBranches_givesEachAllItems() {
        List<Object> results = Source.range(0, 1000)
                .run(Sink.<Long, Object>broadcast(
                        Branch.waiting(Sink.<Long>toList()),
                        Branch.waiting(Sink.<Long>count()),
                        Branch.waiting(Sink.<Long, Long>reduce(0L, Long::sum))));
        assertThat(results).containsExactly(longs(0, 1000), 1000L, 499_500L);
    }

    @Test
    void recover_afterAFailure_goesOnWithTheOther() {
        assertThat(Source.range(0, 10)
                        .map(n -> 6 / (3 - n))
                        .recover(e -> Source.of(-1L, -2L))
                        .toList())
                .containsExactly(2L, 3L, 6L, -1L, -2L);
    }

    @Test
    void open_aLoop_drivesTheFlow() {
        List<Long> seen = new ArrayList<>();
        try (Items<Long> items = Source.range(0, 1000).buffer(3).open()) {
            for (Long item : items) {
                seen.add(item);
                if (item == 9) {
                    break;
                }
            }
        }
        assertThat(seen).isEqualTo(longs(0, 10));
    }

    @Test
    void aFunctionThatThrows_failsTheRun_withItsStageAndCause() {
        assertThatThrownBy(() -> Source.of("1", "x")
                        .map(Integer::parseInt)
                        .named("parse")
                        .buffer(3)
                        .toList())
                .isInstanceOf(FlowFailedException.class)
                .hasMessageContaining("stage 'parse' failed")
                .hasCauseInstanceOf(NumberFormatException.class);
    }

    @Test
    void tenThousandStages_anItem_passes() {
        Source<Long> source = Source.range(0, 3);
        for (int i = 0; i < 10_000; i++) {
            source = source.map(n -> n + 1);
        }
        assertThat(source.toList()).containsExactly(10_000L, 10_001L, 10_002L);
    }
}
