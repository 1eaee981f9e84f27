package dev.weir.bench.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The trials tell what is known of their contenders, so that their tables can be believed. */
class TrialTest {
    @ParameterizedTest
    @FieldSource("dev.weir.bench.admission.Gates#NAMES")
    void everyContender_isTriedWithTheSameRequests(String name) {
        Map<String, Double> seen = Trial.OVERLOAD.run(name, "0.5", 1);
        assertThat(seen.keySet()).containsExactly("goodput %", "refused %", "p50 ms", "p99 ms", "most inside");
        assertThat(seen.get("p50 ms")).isBetween(18.5, 20.0); // the median of what takes 20 ms on the average
    }

    @Test
    void nothingBeforeTheService_isOfNoUseUnderOverload() {
        assertThat(Trial.OVERLOAD.run("floorNone", "2", 1)).contains(entry("goodput %", 0.0), entry("refused %", 0.0));
    }

    @Test
    void bulkhead_asItIs_neverHasMoreThan25Inside() {
        assertThat(Trial.OVERLOAD.run("bulkhead", "5", 1)).contains(entry("most inside", 25.0));
    }

    /** As is known of it: <a href="https://github.com/Netflix/concurrency-limits/pull/88">its limit drifts upwards</a>. */
    @Test
    void gradient2_asItIs_drifts() {
        Map<String, Double> seen = Trial.HALF_AN_HOUR.run("gradient2", "2", 1);
        assertThat(seen.get("p50 ms")).isGreaterThan(3 * seen.get("p50 of the first minute"));
    }

    @Test
    void tuned_isALimitForEachPlace() {
        assertThat(Trial.POOL.run("bulkheadTuned", "3", 1)).contains(entry("other refused %", 0.0));
        assertThat(Trial.POOL.run("bulkhead", "3", 1).get("other refused %")).isGreaterThan(30);
        assertThat(Trial.POOL.run("weir", "3", 1)).contains(entry("other refused %", 0.0));
    }

    @Test
    void contender_thatThereIsNot_isAnsweredWithThoseThereAre() {
        Ready about = Ready.of(16, Duration.ofMillis(20));
        assertThatThrownBy(() -> Gates.named("none", about, System::nanoTime, (_, _) -> {}))
                .hasMessageStartingWith("a contender must be one of [floorNone, weir, ")
                .hasMessageContaining("but was none");
        assertThatThrownBy(() -> Gates.named("noneTuned", about, System::nanoTime, (_, _) -> {}))
                .hasMessageEndingWith("but was noneTuned");
    }
}
