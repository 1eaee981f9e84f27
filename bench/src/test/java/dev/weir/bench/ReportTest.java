package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people and programs read. */
class ReportTest {
    private static final List<Result> RESULTS = List.of(
            Results.of("stages.iterators", 4, 5, 3),
            Results.of("stages.weir", 12.345, 9.5, 100.2),
            Results.of("stages.weirNoStages", 6.345),
            Results.of("door.weir", 123.4));

    @Test
    void table_ofTwoGroups_hasAPartForEach() {
        assertThat(Table.of(RESULTS)).isEqualTo("""
                benchmark                       ns/item  min..max         bytes/item   ratio
                stages.iterators                   4.00  3.00..5.00             16.0    1.00
                stages.weir                        12.3  9.50..100              16.0    3.09
                stages.weirNoStages                6.35  6.35..6.35             16.0    1.59
                one stage, ns/item: weir 2.00

                benchmark                       ns/item  min..max         bytes/item   ratio
                door.weir                           123  123..123               16.0       -""");
    }

    @ParameterizedTest
    @CsvSource({"0.544,0.54", "9.99,9.99", "9.996,10.0", "99.94,99.9", "99.96,100", "12345.6,12346", "-0.5,-0.50"})
    void numbers_haveThreeDigitsThatCount(double value, String text) {
        assertThat(Table.number(value)).isEqualTo(text);
    }

    @Test
    void json_hasWhatEachForkCameTo() {
        JsonNode json = JsonMapper.builder().build().readTree(JsonReport.of(Effort.usual(3), RESULTS));
        assertThat(json.at("/rounds").asInt()).isEqualTo(3);
        assertThat(json.at("/benchmarks/1/name").asString()).isEqualTo("stages.weir");
        assertThat(json.at("/benchmarks/1/nsPerItem").asDouble()).isEqualTo(12.345);
        assertThat(json.at("/benchmarks/1/forks/2/nsPerItem").asDouble()).isEqualTo(100.2);
        assertThat(json.at("/benchmarks/3/ratio").isNull()).isTrue();
        assertThat(json.at("/perStage/0/method").asString()).isEqualTo("weir");
    }

    @Test
    void efforts_areSaid() {
        assertThat(Effort.usual(3)).hasToString("3 rounds of 5 x 300 ms, after 5 x 300 ms to warm up");
        assertThat(Effort.small()).hasToString("1 round of 3 x 100 ms, after 3 x 100 ms to warm up");
    }
}
