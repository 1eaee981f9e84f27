package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.bench.http.Payload;
import dev.weir.bench.load.Load;
import dev.weir.bench.load.Protocol;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is measured of servers, and how it is told. */
class HttpForkTest {
    private static Subject subject(String workload, int at) {
        return HttpCatalog.named(List.of(workload), List.of())
                .getFirst()
                .subjects()
                .get(at);
    }

    private static Result small(int at, double perSecond) {
        return new Result(subject("small", at), Results.NOW, List.of(new Score(Map.of("requests/s", perSecond))));
    }

    @Test
    void score_ofAnswers_isForEachRequest() {
        Load load = new Load(20_000, 1e9, 2, 1.5, 9);
        assertThat(HttpFork.score(Payload.MEDIUM, load, 500_000, OptionalLong.of(64L << 20))
                        .metrics())
                .containsExactly(
                        Map.entry("requests/s", 10_000.0),
                        Map.entry("MiB/s", 156.25),
                        Map.entry("cpu us/request", 25.0),
                        Map.entry("p50 ms", 1.5),
                        Map.entry("p99 ms", 9.0),
                        Map.entry("peak MiB", 64.0));
    }

    @Test
    void score_ofAStream_isForEachMebibyte() {
        Load load = new Load(0, 512L << 20, 2, Double.NaN, Double.NaN);
        assertThat(HttpFork.score(Payload.STREAM, load, 51_200, OptionalLong.empty())
                        .metrics())
                .containsExactly(
                        Map.entry("MiB/s", 256.0), Map.entry("cpu us/MiB", 100.0), Map.entry("peak MiB", Double.NaN));
    }

    @Test
    void score_ofNothing_isRefused() {
        assertThatThrownBy(() -> HttpFork.score(
                        Payload.SMALL, new Load(0, 0, 1, Double.NaN, Double.NaN), 1, OptionalLong.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("something must be answered but nothing was, in 1.0 s; measure for longer");
    }

    @Test
    void catalog_hasAllPayloadsOverBothProtocolsAndTheGateways() {
        List<Contest> all = HttpCatalog.named(List.of(), List.of());
        assertThat(all).extracting(Contest::id).containsExactly("small", "medium", "large", "stream", "gateway");
        assertThat(all.getFirst().subjects())
                .hasSize(14)
                .extracting(Subject::name)
                .startsWith("small protocol=h1 floorNetty", "small protocol=h1 weir")
                .endsWith("small protocol=h2c helidon");
        Subject last = all.getLast().subjects().getLast();
        assertThat(last.name()).isEqualTo("gateway body=medium haproxy");
        assertThat(HttpCatalog.payload(last)).isEqualTo(Payload.MEDIUM);
        assertThat(HttpCatalog.protocol(last)).isEqualTo(Protocol.H1);
        assertThat(HttpCatalog.isGateway(last)).isTrue();
    }

    @Test
    void catalog_ofOneProtocol_hasNoOther() {
        assertThat(HttpCatalog.named(List.of(), List.of("h2c")))
                .extracting(Contest::id)
                .as("gateways are measured over h1")
                .containsExactly("small", "medium", "large", "stream");
        assertThatThrownBy(() -> HttpCatalog.named(List.of(), List.of("h3")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a protocol must be one of h1, h2c but was 'h3'; leave it out for all");
    }

    @Test
    void bestPeer_whereMoreIsBetter_isTheOneWithMost() {
        Standings part =
                Standings.of(List.of(small(1, 10), small(3, 30), small(4, 20))).getFirst();
        assertThat(part.bestPeer()).map(peer -> peer.subject().contender()).hasValue("vertx");
    }

    @Test
    void tables_haveARowAndANoteForWhatFailed() {
        List<Subject> subjects = List.of(subject("small", 0), subject("small", 1), subject("small", 8));
        Outcome outcome = new Outcome(
                List.of(small(0, 40)),
                Map.of(
                        "small protocol=h1 weir (now)",
                        "in 1 of 2 rounds: it hung\nfor long",
                        "small protocol=h2c weir (now)",
                        "in 2 of 2 rounds: no h2"));
        List<Grid> tables = Notes.tables(subjects, Results.NOW, outcome);
        assertThat(tables.getFirst().text()).isEqualTo("""
                small answers of 13 bytes protocol=h1
                contender   requests/s   min   max  / floorNetty
                floorNetty        40.0  40.0  40.0          1.00
                weir                 -     -     -             -
                weir could not be measured in 1 of 2 rounds: it hung""");
        assertThat(tables.getLast().markdown())
                .endsWith("| weir |\n\nweir could not be measured in 2 of 2 rounds: no h2\n");
    }
}
