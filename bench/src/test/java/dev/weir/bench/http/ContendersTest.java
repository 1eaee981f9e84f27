package dev.weir.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.bench.load.Probe;
import dev.weir.bench.load.Protocol;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * All servers answer all requests alike, byte for byte. One of them is asked for the stream of 1 GiB; the others only if
 * there is time, as the probe asks each of them before it is measured.
 */
@Timeout(120)
class ContendersTest {
    @TestFactory
    Stream<DynamicTest> servers_overHttp1_answerAlike() {
        return Serve.SERVERS.stream().map(name -> answers(name, Protocol.H1));
    }

    @TestFactory
    Stream<DynamicTest> peers_overHttp2_answerAlike() {
        return Serve.SERVERS.stream().filter(name -> !name.startsWith("weir")).map(name -> answers(name, Protocol.H2C));
    }

    private static DynamicTest answers(String name, Protocol protocol) {
        return DynamicTest.dynamicTest(name + " over " + protocol.id(), () -> {
            try (Contender contender = Serve.named(name)) {
                int port = contender.start();
                for (Payload payload : payloads(name)) {
                    assertThatCode(() -> Probe.check(port, protocol, payload))
                            .as("%s", payload)
                            .doesNotThrowAnyException();
                }
            }
        });
    }

    private static List<Payload> payloads(String name) {
        return Arrays.stream(Payload.values())
                .filter(payload -> !payload.isStreamed() || Boolean.getBoolean("weir.long") || name.equals("weir"))
                .toList();
    }

    @Test
    void gateway_beforeAServer_answersAsThatDoes() throws Exception {
        try (Contender origin = new NettyServer();
                Contender gateway = new WeirGateway(origin.start())) {
            int port = gateway.start();
            assertThatCode(() -> Probe.check(port, Protocol.H1, Payload.MEDIUM)).doesNotThrowAnyException();
        }
    }

    @Test
    void probe_ofNobody_saysSo() {
        assertThatThrownBy(() -> Probe.check(1, Protocol.H2C, Payload.SMALL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the probe over h2c failed: Connection refused");
    }

    @Test
    void text_ofAPayload_isTheSameAtAllPlaces() {
        byte[] large = Payload.LARGE.bytes();
        assertThat(Payload.LARGE.hasAt(0, large)).isTrue();
        assertThat(Payload.MEDIUM.string()).hasSize(16 * 1024).startsWith("abcdef");
        byte[] across = Arrays.copyOfRange(large, Payload.CHUNK - 5, 3 * Payload.CHUNK + 7);
        assertThat(Payload.STREAM.hasAt(Payload.CHUNK - 5, across)).isTrue();
        assertThat(Payload.STREAM.hasAt(Payload.CHUNK - 4, across)).isFalse();
        assertThat(Payload.SMALL.hasAt(1, Payload.SMALL.bytes())).as("too long").isFalse();
        assertThat(Payload.STREAM.chunks()).isEqualTo(65_536);
    }

    @Test
    void text_ofAStream_isNotHeld() {
        assertThatThrownBy(Payload.STREAM::bytes)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("what is streamed must not be held whole; make it chunk by chunk");
    }

    @Test
    void names_ofNoServerAndNoPath_areRefused() {
        assertThatThrownBy(() -> Serve.named("tomcat"))
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("a server must be one of [floorNetty, weir, ")
                .hasMessageEndingWith(" but was tomcat");
        assertThatThrownBy(() -> Payload.at("/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a path must be one of /small, /medium, /large, /stream but was /");
    }
}
