package dev.weir.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a head says of the time that its caller has; what is not well said is not known. */
class CallerFieldsTest {
    @ParameterizedTest
    @CsvSource({"1H,3600000000000", "2M,120000000000", "3S,3000000000", "250m,250000000", "7u,7000", "9n,9", "0S,0"})
    void timeout_ofGrpc_isThatLong(String value, long nanos) {
        assertThat(CallerFields.grpc(value)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S", "10", "10x", "-1S", "1.5S", "123456789S", "100000000n", " 1S"})
    void timeout_ofGrpcThatIsNone_isNotKnown(String value) {
        assertThat(CallerFields.grpc(value)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void work_ofAHead_saysWhatIsKnown() {
        assertThat(CallerFields.work(name -> null, null)).isSameAs(Work.normal());
        Map<String, String> head = Map.of("grpc-timeout", "1S", "grpc-previous-rpc-attempts", "2", "x-ms", "300");
        assertThat(CallerFields.work(head::get, null))
                .isEqualTo(Work.normal().canWaitNanos(1_000_000_000).attempt(2));
        assertThat(CallerFields.work(head::get, "x-ms"))
                .isEqualTo(Work.normal().canWaitNanos(300_000_000).attempt(2));
        assertThat(CallerFields.work(Map.of("x-ms", "soon")::get, "x-ms")).isEqualTo(Work.normal());
    }

    @ParameterizedTest
    @CsvSource({"-7,0", "many,0", "'',0", "3,3", "5000,1000"})
    void attempts_areANumberThatIsNotTooLarge(String value, int attempts) {
        assertThat(CallerFields.attempt(value)).isEqualTo(attempts);
    }
}
