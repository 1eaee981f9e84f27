package dev.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What wrk prints is read. */
class WrkTest {
    private static final String HEAD = """
            Running 10s test @ http://127.0.0.1:8080/small
              1 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     2.25ms    2.20ms  13.08ms   85.33%
                Req/Sec    41.07k   307.76    45.61k    70.00%
              Latency Distribution
                 50%  890.00us
                 75%    3.33ms
                 90%    5.39ms
                 99%    1.20s
            """;
    private static final String TAIL = """
            Requests/sec:  41064.38
            Transfer/sec:     5.64MB
            """;

    @Test
    void load_thatWentWell_isRead() {
        Load load = Wrk.read(HEAD + "  410683 requests in 10.01s, 56.51MB read\n" + TAIL);
        assertThat(load.requests()).isEqualTo(410_683);
        assertThat(load.bytes()).isCloseTo(56.51 * 1024 * 1024, within(1.0));
        assertThat(load.seconds()).isEqualTo(10.01);
        assertThat(load.p50()).isCloseTo(0.89, within(1e-9));
        assertThat(load.p99()).isEqualTo(1_200);
    }

    @Test
    void load_inWhichNoAnswerWasWhole_hasBytesAndNoTimes() {
        Load load = Wrk.read("  0 requests in 1.00m, 1.50GB read\n" + TAIL);
        assertThat(load.requests()).isZero();
        assertThat(load.bytes()).isEqualTo(1.5 * 1024 * 1024 * 1024);
        assertThat(load.seconds()).isEqualTo(60);
        assertThat(load.p50()).isNaN();
    }

    @Test
    void answers_thatAreRefusals_areAFailure() {
        assertThatThrownBy(() -> Wrk.read(
                        HEAD + "  847 requests in 1.00s, 430.12KB read\n  Non-2xx or 3xx responses: 12\n" + TAIL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("all answers must be 2xx but 12 of 847 were not");
    }

    @Test
    void connections_thatBreak_areAFailure() {
        assertThatThrownBy(() -> Wrk.read(HEAD + "  847 requests in 1.00s, 430.12KB read\n"
                        + "  Socket errors: connect 0, read 3, write 0, timeout 0\n" + TAIL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no connection must fail but wrk had errors: Socket errors: connect 0, read 3, write 0,"
                        + " timeout 0");
    }

    @Test
    void text_thatIsNoneOfWrk_isRefused() {
        assertThatThrownBy(() -> Wrk.read("unable to connect\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("wrk must print how many requests it made but printed:\nunable to connect\n");
    }
}
