package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetupTest {
    private static final Loads FOUR = Loads.parse("0.5,1,3,0.5");
    private static final Duration WAIT = Duration.ofMillis(250);

    @Test
    void phaseNanos_ofTheDefaults_dividesEvenly() {
        Setup setup = new Setup(Duration.ofSeconds(48), FOUR, 1, 0, WAIT);
        assertThat(setup.phaseNanos()).isEqualTo(Duration.ofSeconds(6).toNanos());
        assertThat(setup.runNanos()).isEqualTo(Duration.ofSeconds(24).toNanos());
        assertThat(setup.deadline()).isEqualTo(Duration.ofMillis(290));
        assertThat(Setup.CAPACITY).isEqualTo(800);
    }

    @Test
    void duration_tooShort_namesTheRule() {
        assertThatThrownBy(() -> new Setup(Duration.ofMillis(79), FOUR, 1, 0, WAIT))
                .hasMessage("--duration must be >= 80ms for 4 phases in each of 2 runs but was 79ms;"
                        + " give more time, or fewer loads");
    }

    @Test
    void duration_tooLong_namesTheRule() {
        assertThatThrownBy(() -> new Setup(Duration.ofDays(2), FOUR, 1, 0, WAIT))
                .hasMessage("--duration must be <= 24h but was 172800s; 48s shows all there is to see");
    }

    @Test
    void requests_tooMany_namesTheRule() {
        assertThatThrownBy(() -> new Setup(Duration.ofHours(2), Loads.parse("1"), 1, 0, WAIT))
                .hasMessage("a run must send <= 2,000,000 requests but these loads and --duration 7200s make about"
                        + " 2,880,000; give less of either");
    }

    @Test
    void port_outOfRange_namesTheRule() {
        assertThatThrownBy(() -> new Setup(Duration.ofSeconds(1), FOUR, 1, 65536, WAIT))
                .hasMessage("--port must be 0 to 65535 but was 65536; 0 takes any free one");
    }

    @Test
    void maxWait_longerThanClientsWait_namesTheRule() {
        assertThatThrownBy(() -> new Setup(Duration.ofSeconds(1), FOUR, 1, 0, Duration.ofMillis(961)))
                .hasMessage("--max-wait must be > 0 and <= 960ms, as the demo's clients give up after 1s,"
                        + " but was 961ms; try 250ms");
    }

    @Test
    void parse_loads_readsThemInTheirOrder() {
        assertThat(Loads.parse("0.5, 1,3,0.5").multiples()).isEqualTo(List.of(0.5, 1.0, 3.0, 0.5));
    }

    @Test
    void parse_badLoads_namesTheRule() {
        String rule = "a load must be a number > 0 and <= 100 but was %s;"
                + " give multiples of the capacity, such as 0.5,1,3,0.5";
        assertThatThrownBy(() -> Loads.parse("1,x")).hasMessage(rule.formatted("'x'"));
        assertThatThrownBy(() -> Loads.parse("1,,2")).hasMessage(rule.formatted("''"));
        assertThatThrownBy(() -> Loads.parse("")).hasMessage(rule.formatted("''"));
        assertThatThrownBy(() -> Loads.parse("0")).hasMessage(rule.formatted("0x"));
        assertThatThrownBy(() -> Loads.parse("-1.5")).hasMessage(rule.formatted("-1.5x"));
        assertThatThrownBy(() -> Loads.parse("NaN")).hasMessage(rule.formatted("NaNx"));
        assertThatThrownBy(() -> Loads.parse("101")).hasMessage(rule.formatted("101x"));
    }
}
