package dev.weir.bench.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** One load after the other, and what counts of each. */
class PlanTest {
    private static final long SECOND = 1_000_000_000;

    /** After 10 s, 5 s of 90; then 2 s that do not count and 5 s of 200; then the same of 50. */
    private static final Plan PLAN = plan(0, step(90, 0, 5), step(200, 2, 5), step(50, 2, 5));

    private static Step step(double perSecond, int settles, int seconds) {
        return new Step(perSecond, settles * SECOND, seconds * SECOND);
    }

    private static Plan plan(long apart, Step... steps) {
        return new Plan(80, 81, 82, List.of(steps), 0, 64, 0.1, 10 * SECOND, apart, SECOND, 10_000_000, 7);
    }

    @Test
    void plan_thatIsTold_isTheSameAgain() {
        assertThat(Plan.parse(PLAN.told().toArray(String[]::new))).isEqualTo(PLAN);
    }

    @Test
    void load_rises_untilHalfOfTheTimeToWarmUp() {
        assertThat(PLAN.perSecond(0)).isEqualTo(0.02 * 90);
        assertThat(PLAN.perSecond(2_500_000_000L)).isEqualTo(0.51 * 90);
        assertThat(PLAN.perSecond(5 * SECOND)).isEqualTo(90);
        assertThat(PLAN.perSecond(15 * SECOND - 1)).isEqualTo(90);
    }

    @Test
    void load_thatIsMoreThanBefore_comesWhileItSettles() {
        assertThat(PLAN.perSecond(15 * SECOND)).isEqualTo(90);
        assertThat(PLAN.perSecond(15_500_000_000L)).isEqualTo(145);
        assertThat(PLAN.perSecond(16 * SECOND)).isEqualTo(200);
        assertThat(PLAN.perSecond(22 * SECOND - 1)).isEqualTo(200);
    }

    @Test
    void load_thatIsLessThanBefore_comesAtOnce() {
        assertThat(PLAN.perSecond(22 * SECOND)).isEqualTo(50);
        assertThat(PLAN.wholeNanos()).isEqualTo(29 * SECOND);
        assertThat(PLAN.step(30 * SECOND)).isEqualTo(2);
    }

    @Test
    void requests_countInTheirStep_afterItHasSettled() {
        Tallies tallies = new Tallies(PLAN);
        for (long since : new long[] {9, 10, 14, 15, 16, 17, 21, 22, 23, 24, 28, 29}) {
            ask(tallies, since * SECOND);
        }
        assertThat(tallies.told())
                .containsEntry("0.asked", 2.0)
                .containsEntry("1.asked", 2.0)
                .containsEntry("2.asked", 2.0)
                .doesNotContainKeys("first.asked", "last.asked");
    }

    @Test
    void requests_atTheBeginningAndAtTheEnd_countThereToo() {
        Tallies tallies = new Tallies(plan(SECOND, step(90, 0, 5)));
        for (long since : new long[] {10, 11, 12, 14}) {
            ask(tallies, since * SECOND);
        }
        assertThat(tallies.told())
                .containsEntry("0.asked", 4.0)
                .containsEntry("first.asked", 1.0)
                .containsEntry("last.asked", 1.0);
    }

    @Test
    void step_inWhichRequestsAreSentTooLate_isFoundOut() {
        Tallies tallies = new Tallies(PLAN);
        ask(tallies, 10 * SECOND);
        assertThat(tallies.isLate(0)).isFalse();
        Ask late = new Ask(0, tallies.at(11 * SECOND));
        late.counts.forEach(tally -> tally.asked(late, 11_000_000));
        assertThat(tallies.isLate(0)).isTrue();
        assertThat(tallies.isLate(1)).isFalse();
    }

    private static void ask(Tallies tallies, long since) {
        Ask ask = new Ask(since, tallies.at(since));
        ask.counts.forEach(tally -> tally.asked(ask, since));
    }
}
