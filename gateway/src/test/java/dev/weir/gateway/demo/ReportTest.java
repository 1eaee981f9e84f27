package dev.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void of_aResult_isTheseTables() {
        List<String> lines = Report.of(Results.some(false))
                .lines()
                .map(String::stripTrailing)
                .toList();
        assertThat(lines.subList(1, 11)).containsExactly("""
                without protection                                              answers, ms    refusals, ms
                  load  offered  in time     late  refused  failed  goodput     p50     p99     p50     p99  retry
                    3x   14,470       61   14,409        0       0       1%   >1000   >1000       -       -      -
                  0.5x        0        0        0        0       0        -       -       -       -       -      -

                through the gateway                                             answers, ms    refusals, ms
                  load  offered  in time     late  refused  failed  goodput     p50     p99     p50     p99  retry
                    3x   14,470    4,804       10    9,656       0     100%     245     261     0.2     3.4    4 s
                  0.5x        0        0        0        0       0        -       -       -       -       -      -
                   the gateway held at most 212 requests; the bound computed before the start is 1,154
                """.lines().toArray(String[]::new));
    }

    @Test
    void of_aResult_fits100Columns() {
        assertThat((Report.heading(Results.SETUP) + Report.of(Results.some(true))).lines())
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void of_aLateGenerator_saysSo() {
        assertThat(Report.of(Results.some(false)).lines().filter(line -> line.startsWith("note:")))
                .containsExactly("note: through the gateway, 1% of requests were sent 1.9 ms late or more"
                        + " (generatorLateP99Ms)");
    }

    @Test
    void of_aStoppedDemo_saysSoAndWhatDidNotBegin() {
        DemoResult both = Results.some(true);
        String text = Report.of(new DemoResult(both.setup(), both.bare(), RunResult.NONE, true));
        assertThat(text)
                .contains("through the gateway: not begun")
                .contains("note: stopped before the end; what was under way is not counted")
                .doesNotContain("held");
    }

    @Test
    void heading_ofASetup_saysWhatIsDone() {
        assertThat(Report.heading(Results.SETUP))
                .isEqualTo("A service that can handle 800 requests a second gets 3x, 0.5x of that, 6s each (seed 1).");
    }
}
