package dev.weir.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Engine;
import org.junit.jupiter.api.Test;

/** Who follows on a thread, and who goes on beside. */
class FollowingTest {
    private static final long MILLI = 1_000_000;

    private final Lane lane = new Lane(new Watch());
    private final Following following = new Following(0);
    private final Island next = new Crew(Engine.virtualThreads()).newIsland();
    private long now;

    private boolean leadsNow() {
        following.begins(now);
        return following.leads(next);
    }

    private void runs(long nanos, int items) {
        following.begins(now);
        now += nanos;
        following.ran(now - nanos, now, items);
    }

    @Test
    void leads_onAThreadWithoutALane_doesNot() {
        assertThat(leadsNow()).isFalse();
        assertThat(following.isFollowed()).isFalse();
    }

    @Test
    void leads_onAThreadWithALane_letsItWaitThere() {
        following.runsOn(lane);
        assertThat(leadsNow()).isTrue();
        assertThat(following.isFollowed()).isTrue();
        assertThat(lane.isEmpty()).isFalse();
        assertThat(lane.next()).isSameAs(next);
        assertThat(lane.next()).isNull();
    }

    @Test
    void ran_forShort_leadsAgain() {
        following.runsOn(lane);
        for (int i = 0; i < 100; i++) {
            runs(1_000, 1);
            assertThat(leadsNow()).isTrue();
        }
    }

    @Test
    void ran_forLongButLittleForEachItem_leadsAgain() {
        following.runsOn(lane);
        runs(MILLI, 100_000);
        assertThat(leadsNow()).isTrue();
    }

    @Test
    void ran_forLong_leadsNobodyForAWhileThatDoubles() {
        following.runsOn(lane);
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
}
