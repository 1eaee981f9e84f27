package dev.weir.http.internal.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.Headers;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an attempt tells, in the form that is read at the other end. */
class AttemptHeadersTest {
    private static final Headers GRPC = Headers.of("content-type", "application/grpc+proto");

    @ParameterizedTest
    @CsvSource({
        "1,1u",
        "1000000,1000u",
        "99999999000,99999999u",
        "100000000000,100000m",
        "100000000000000000,100000000S"
    })
    void time_isWrittenInEightDigits(long nanos, String written) {
        assertThat(AttemptHeaders.grpc(nanos)).startsWith(written.substring(0, written.length() - 1));
        assertThat(AttemptHeaders.grpc(nanos)).isEqualTo(written);
    }

    @Test
    void firstAttempt_withoutATimeOut_saysNothing() {
        Headers head = Headers.of("a", "b");
        assertThat(AttemptHeaders.on(head, 0, Long.MAX_VALUE, null)).isSameAs(head);
    }

    @Test
    void timeOut_isToldWhereItIsRead() {
        assertThat(AttemptHeaders.on(Headers.none(), 0, 2_500_000, null).first("grpc-timeout"))
                .contains("2500u");
        Headers named = AttemptHeaders.on(Headers.none(), 0, 2_500_000, "x-ms");
        assertThat(named.first("x-ms")).contains("2");
        assertThat(named.has("grpc-timeout")).isFalse();
        Headers call = AttemptHeaders.on(GRPC.with("grpc-timeout", "9S"), 0, 2_500_000, "x-ms");
        assertThat(call.all("grpc-timeout")).containsExactly("2500u");
        assertThat(call.first("x-ms")).contains("2");
    }

    @Test
    void attempts_areAddedToThoseMadeElsewhere() {
        Headers second = AttemptHeaders.on(Headers.none(), 1, Long.MAX_VALUE, null);
        assertThat(second.first("grpc-previous-rpc-attempts")).contains("1");
        assertThat(AttemptHeaders.on(second, 2, Long.MAX_VALUE, null).all("grpc-previous-rpc-attempts"))
                .containsExactly("3");
        Headers strange = Headers.of("grpc-previous-rpc-attempts", "many");
        assertThat(AttemptHeaders.on(strange, 1, Long.MAX_VALUE, null).first("grpc-previous-rpc-attempts"))
                .contains("1");
    }

    @Test
    void backoff_isARandomPartOfWhatDoubles() {
        Random random = new Random(1);
        for (int failures = 1; failures < 70; failures++) {
            double most = Math.min(10_000, 100 * Math.pow(2, failures - 1)) * 1e6;
            for (int i = 0; i < 20; i++) {
                assertThat(Backoff.nanos(failures, random)).isBetween(0L, (long) most);
            }
        }
        assertThat(Backoff.nanos(3, () -> -1L >>> 1 << 1)).isGreaterThan(0);
    }

    @Test
    void table_forgetsWhatWasNotAskedForLongest() {
        Lru<Object> table = new Lru<>(2);
        Object one = table.get("one", Object::new);
        Object two = table.get("two", Object::new);
        assertThat(table.get("one", Object::new)).isSameAs(one);
        table.get("three", Object::new);
        assertThat(table.get("one", Object::new)).isSameAs(one);
        assertThat(table.get("two", Object::new)).isNotSameAs(two);
        assertThat(table.size()).isEqualTo(2);
    }
}
