package dev.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What h2load prints and logs is read. */
class H2loadTest {
    private static final String PRINTED = """
            starting benchmark...
            Application protocol: h2c
            progress: 100% of clients started

            finished in 10.02s, 1031.00 req/s, 58.73KB/s
            requests: 10310 total, 10374 started, 10310 done, 10310 succeeded, 0 failed, 0 errored, 0 timeout
            status codes: 10310 2xx, 0 3xx, 0 4xx, 0 5xx
            traffic: 587.34KB (601440) total, 120.82KB (123720) headers (space savings 0.00%), 130.88KB (134030) data
                                 min         max         mean         sd        +/- sd
            time for request:      183us     13.35ms      1.88ms      2.02ms    84.38%
            """;

    @Test
    void load_thatWentWell_isRead() {
        Stream<String> log = IntStream.rangeClosed(1, 200).map(i -> 201 - i).mapToObj(i -> "17959\t200\t" + i * 10);
        Load load = H2load.read(PRINTED, log);
        assertThat(load.requests()).isEqualTo(10_310);
        assertThat(load.bytes()).isEqualTo(134_030);
        assertThat(load.seconds()).isEqualTo(10.02);
        assertThat(load.p50()).isEqualTo(1.0);
        assertThat(load.p99()).isEqualTo(1.98);
    }

    @Test
    void load_withAnEmptyLog_hasNoTimes() {
        Load load = H2load.read(PRINTED.replace("10.02s", "980.00ms"), Stream.of());
        assertThat(load.p99()).isNaN();
        assertThat(load.seconds()).isEqualTo(0.98);
    }

    @Test
    void requests_thatFail_areAFailure() {
        assertThatThrownBy(() -> H2load.read(
                        PRINTED.replace("10310 succeeded, 0 failed", "10300 succeeded, 10 failed"), Stream.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("all requests must succeed but h2load counted 10310 done, 10300 succeeded, 10 failed,"
                        + " 0 errored, 0 timeout");
    }

    @Test
    void text_thatIsNoneOfH2load_isRefused() {
        assertThatThrownBy(() -> H2load.read("no such host\n", Stream.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("h2load must print how many requests it made but printed:\nno such host\n");
    }
}
