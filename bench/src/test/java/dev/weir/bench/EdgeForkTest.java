package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before a service is measured at the socket, in a short form: whether it works, and not how well. */
class EdgeForkTest {
    private final EdgeFork fork = new EdgeFork(Effort.smallLoad());

    private Score measure(String workload, String load, String contender) {
        Subject subject = AdmissionCatalog.named(List.of(workload)).getFirst().subjects().stream()
                .filter(each ->
                        each.contender().equals(contender) && each.setting().containsValue(load))
                .findFirst()
                .orElseThrow();
        return fork.measure(subject, Build.now());
    }

    @ParameterizedTest
    @ValueSource(strings = {"weirServer", "vegasTuned"})
    void loads_areToldOf_oneByOne(String contender) {
        Score twice = measure("W6", "2", contender);
        Score less = measure("W6", "0.8", contender);
        assertThat(twice.main()).isEqualTo("goodput %");
        assertThat(twice.value("refused %")).isBetween(10.0, 100.0);
        assertThat(twice.value("p50 ms")).isPositive();
        assertThat(less.value("refused %")).isLessThan(twice.value("refused %"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"weirServer", "bulkhead"})
    void cost_isToldForEachRefusal(String contender) {
        Score cost = measure("cost", "closed", contender);
        assertThat(cost.value("refusals/s")).isPositive();
        assertThat(cost.value("cpu us/refusal")).isPositive();
        assertThat(cost.value("bytes/refusal")).isPositive();
    }

    @Test
    void memory_atTheBeginningAndAtTheEnd_isTold() {
        Score lasting = measure("W13", "2", "weirServer");
        assertThat(lasting.value("first min live MiB")).isPositive();
        assertThat(lasting.value("last min resident MiB")).isPositive();
    }
}
