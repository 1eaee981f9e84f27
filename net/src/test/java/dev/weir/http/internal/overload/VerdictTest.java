package dev.weir.http.internal.overload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.Headers;
import dev.weir.http.internal.overload.Verdict.Kind;
import dev.weir.http.internal.overload.Verdict.Scope;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer says of overload. */
class VerdictTest {
    private static Verdict of(int status, Headers headers) {
        return Verdict.of(status, headers, Instant.EPOCH);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 400, 404, 500, 502, 504})
    void answer_otherThanThatThereIsTooMuch_isAccepted(int status) {
        assertThat(of(status, Headers.of("Retry-After", "3"))).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void refusal_byWhoDoesNotSaySo_mayHaveBeenDone() {
        assertThat(of(503, Headers.of("Retry-After", "3")))
                .isEqualTo(
                        new Verdict(Kind.REFUSED, 503, Scope.ORIGIN, new Promise(3_000_000_000L, false), false, true));
        assertThat(of(429, Headers.none())).isEqualTo(new Verdict(Kind.REFUSED, 429, Scope.ORIGIN, null, false, true));
    }

    @ParameterizedTest
    @CsvSource({
        "too-late;stage=\"service\",ORIGIN,true",
        "full;stage=\"db\";shared,ROUTE,true",
        "unfair;stage=\"service\",TENANT,true",
        "too-late;stage=\"db\";retry=?0,ROUTE,false",
        "closed;stage=\"service\";retry=?0,ORIGIN,false"
    })
    void refusal_atAGate_saysOfWhatThereIsTooMuch(String told, Scope scope, boolean mayReturn) {
        Verdict verdict = of(503, Headers.of("Weir-Refusal", told).with("Retry-After-Ms", "5"));
        assertThat(verdict)
                .isEqualTo(new Verdict(Kind.REFUSED, 503, scope, new Promise(5_000_000, true), true, mayReturn));
    }

    @Test
    void refusal_ofACallOfGrpc_isOneToo() {
        Headers unavailable = Headers.of("content-type", "application/grpc").with("grpc-status", "14");
        assertThat(of(200, unavailable)).isEqualTo(new Verdict(Kind.REFUSED, 503, Scope.ORIGIN, null, false, true));
        assertThat(of(200, unavailable.with("grpc-retry-pushback-ms", "40")))
                .isEqualTo(new Verdict(Kind.REFUSED, 503, Scope.ORIGIN, new Promise(40_000_000, true), true, true));
        assertThat(of(200, unavailable.with("grpc-retry-pushback-ms", "-1")).mayReturn())
                .isFalse();
        assertThat(of(200, unavailable.with("grpc-status", "8")).status()).isEqualTo(429);
        assertThat(of(200, unavailable.with("grpc-status", "5"))).isEqualTo(Verdict.ACCEPTED);
    }
}
