package dev.weir.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Engine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who follows on a thread, and who goes on beside. */
class FollowingTest {
    private static final long MILLI = 1_000_000;

    private final Following following = new Following(0);
    private long now;

    private void runs(long nanos, int items) {
        now += nanos;
        following.ran(now - nanos, now, items);
    }

    private boolean leadsNow() {
        return following.isFollowed(now);
    }

    @Test
    void lane_ofSeveral_givesThemInTheirOrder() {
        Crew crew = new Crew(Engine.virtualThreads());
        List<Island> islands = List.of(crew.newIsland(), crew.newIsland(), crew.newIsland());
        Lane lane = new Lane(new Watch());
        islands.forEach(lane::add);
        assertThat(lane.isEmpty()).isFalse();
        for (Island island : islands) {
            assertThat(lane.next()).isSameAs(island);
        }
        assertThat(lane.next()).isNull();
        assertThat(lane.isEmpty()).isTrue();
    }

    @Test
    void ran_forShort_leadsAgain() {
        for (int i = 0; i < 100; i++) {
            runs(1_000, 1);
            assertThat(leadsNow()).isTrue();
        }
    }

    @Test
    void ran_forLongButLittleForEachItem_leadsAgain() {
        runs(MILLI, 100_000);
        assertThat(leadsNow()).isTrue();
    }

    @Test
    void ran_forLong_leadsNobodyForAWhileThatDoubles() {
        runs(MILLI, 1);
        runs(MILLI, 1);
        for (long expected = MILLI; expected <= 128 * MILLI; expected *= 2) {
            runs(MILLI, 1);
            now += expected - 1;
            assertThat(leadsNow()).isFalse();
            now++;
            assertThat(leadsNow()).isTrue();
        }
        runs(MILLI, 1);
        now += 128 * MILLI;
        assertThat(leadsNow()).isTrue();
        runs(1_000, 1);
        runs(MILLI, 1);
        runs(MILLI, 1);
        assertThat(leadsNow()).as("it may have been interrupted").isTrue();
        runs(MILLI, 1);
        now += MILLI - 1;
        assertThat(leadsNow()).isFalse();
        now++;
        assertThat(leadsNow()).isTrue();
    }

    @Test
    void patience_doublesWhereItPaysAndHalvesWhereItDoesNot() {
        Patience patience = new Patience();
        int begin = patience.looks();
        patience.paid();
        assertThat(patience.looks()).isEqualTo(2 * begin);
        for (int i = 0; i < 20; i++) {
            patience.paid();
        }
        assertThat(patience.looks()).isEqualTo(512);
        for (int i = 0; i < 20; i++) {
            patience.didNot();
        }
        assertThat(patience.looks()).isEqualTo(4);
        patience.paid();
        assertThat(patience.looks()).isEqualTo(8);
    }

    // Told twice before the look, it was in the line twice, and the second look found that nothing had moved since the
    // first.
    @Test
    void watch_ofWhatItKnows_looksOnce() {
        Watch watch = new Watch();
        List<String> looked = new ArrayList<>();
        Watched one = new Watched() {
            @Override
            protected boolean look() {
                looked.add("one");
                return false;
            }
        };
        assertThat(one.becomesKnown()).isTrue();
        assertThat(one.becomesKnown()).isFalse();
        one.forget();
        watch.lookAt(one);
        watch.lookAt(one);
        for (int tick = 0; tick < 4; tick++) {
            var _ = watch.tick();
        }
        assertThat(looked).containsExactly("one");
    }

    // What an executor throws must not keep the watch from all others.
    @Test
    void watch_ofWhatThrows_looksAtTheOthers() {
        Watch watch = new Watch();
        List<String> looked = new ArrayList<>();
        watch.lookAt(new Watched() {
            @Override
            protected boolean look() {
                throw new IllegalStateException("no more threads");
            }
        });
        watch.lookAt(new Watched() {
            @Override
            protected boolean look() {
                looked.add("other");
                return looked.size() < 2;
            }
        });
        for (int tick = 0; tick < 6; tick++) {
            var _ = watch.tick();
        }
        assertThat(looked).containsExactly("other", "other");
        assertThat(watch.mayRest()).isTrue();
    }
}
