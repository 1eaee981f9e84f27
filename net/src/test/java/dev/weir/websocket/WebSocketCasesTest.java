package dev.weir.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a peer says, and however it is cut: what is right is answered, what is wrong is told and fails. */
class WebSocketCasesTest {
    static List<Cases.Row> rows() {
        return Cases.all();
    }

    @Test
    void rows_all_areManyAndDifferent() {
        assertThat(rows()).hasSizeGreaterThan(150);
        assertThat(rows().stream().map(Cases.Row::name).collect(Collectors.toSet()))
                .as("closes and texts have names of their own")
                .hasSizeGreaterThan(150);
        assertThat(Set.copyOf(rows())).hasSameSizeAs(rows());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void server_whateverAClientSays_answersOrRefuses(Cases.Row row) {
        expect(row, true);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void client_whateverAServerSays_answersOrRefuses(Cases.Row row) {
        expect(row, false);
    }

    private static void expect(Cases.Row row, boolean server) {
        byte[] said = row.by(server);
        for (int cut : said.length > 1000 ? new int[] {said.length, 1000, 4099} : new int[] {1000, 1, 2, 3, 7, 13}) {
            Talk talk = Talk.echo(server, said, cut);
            assertThat(talk.code()).as("chunks of %d: %s", cut, talk).isEqualTo(row.code());
            if (row.code() == 0) {
                assertThat(talk.failure()).isNull();
                assertThat(talk.sent()).as("chunks of %d", cut).isEqualTo(row.answers());
                assertThat(talk.peer().code()).isGreaterThanOrEqualTo(1000);
            } else {
                assertThat(talk.sent().getLast())
                        .as("chunks of %d", cut)
                        .isEqualTo(row.answers().getLast());
                assertThat(talk.peer()).isEqualTo(new Close(Close.BROKEN, ""));
            }
        }
    }
}
