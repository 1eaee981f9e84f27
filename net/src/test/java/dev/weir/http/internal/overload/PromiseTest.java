package dev.weir.http.internal.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.Headers;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When to come back, however it is said; what is not well said is not said. */
class PromiseTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "Retry-After,0,0,false",
        "Retry-After,7,7000,false",
        "Retry-After,999999999999999,300000,false",
        "Retry-After-Ms,250,250,true",
        "grpc-retry-pushback-ms,30,30,true"
    })
    void number_isThatLong(String name, String value, long millis, boolean exact) {
        assertThat(Promise.of(Headers.of(name, value), NOON)).contains(new Promise(millis * 1_000_000, exact));
    }

    @Test
    void date_isComparedWithThatOfTheAnswer() {
        Headers headers = Headers.of("Retry-After", "Sun, 01 Mar 2026 12:00:05 GMT");
        assertThat(Promise.of(headers, NOON)).contains(new Promise(5_000_000_000L, false));
        assertThat(Promise.of(headers.with("Date", "Sun, 01 Mar 2026 12:00:02 GMT"), NOON))
                .contains(new Promise(3_000_000_000L, false));
        assertThat(Promise.of(headers, NOON.plusSeconds(60))).contains(new Promise(0, false));
        assertThat(Promise.of(headers, NOON.minusSeconds(1_000_000))).contains(new Promise(Promise.LONGEST, false));
    }

    @Test
    void milliseconds_goBeforeSeconds() {
        Headers both = Headers.of("Retry-After", "2").with("Retry-After-Ms", "1300");
        assertThat(Promise.of(both, NOON)).contains(new Promise(1_300_000_000L, true));
        assertThat(Promise.of(both.with("Retry-After-Ms", "soon"), NOON)).contains(new Promise(2_000_000_000L, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "soon", "9999999999999999", "Sun, 01 Mar"})
    void whatIsNoTime_isNoPromise(String value) {
        assertThat(Promise.of(Headers.of("Retry-After", value), NOON)).isEmpty();
        assertThat(Promise.of(Headers.of("Retry-After-Ms", value), NOON)).isEmpty();
    }
}
