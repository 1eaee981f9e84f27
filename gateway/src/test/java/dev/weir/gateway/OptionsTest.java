package dev.weir.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.net.Transport;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** What people type is understood, or answered with rule, value and way out. */
class OptionsTest {
    @ParameterizedTest
    @CsvSource({"250ms,250", "48s,48000", "48,48000", "1.5m,90000", "2h,7200000", "PT48S,48000", "' 3 s ',3000"})
    void durations_asPeopleWriteThem_areRead(String text, long millis) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5s", "soon", "5 parsecs", "PT-1S", "NaN"})
    void durations_thatAreNone_areRefused(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("a duration must be > 0 but was '" + text + "'; write 250ms, 48s, 2m or PT48S");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8080,127.0.0.1,8080", "8081,127.0.0.1,8081", "[::1]:80,0:0:0:0:0:0:0:1,80", ":9,0.0.0.0,9"})
    void addresses_asPeopleWriteThem_areRead(String text, String host, int port) {
        var address = new AddressConverter().convert(text);
        assertThat(address.getAddress().getHostAddress()).isIn(host, "0:0:0:0:0:0:0:0");
        assertThat(address.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:99999", "127.0.0.1:", "x", "127.0.0.1:-1"})
    void addresses_thatAreNone_areRefused(String text) {
        assertThatThrownBy(() -> new AddressConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("an address must be host:port with a port of 0 to 65535 but was '" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a", "a:9000", "http:///x", "http://a:1/path"})
    void origins_thatCannotBe_areRefused(String text) {
        assertThatThrownBy(() -> GatewaySettings.to(URI.create(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but was '" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"nio,NIO", "EPOLL,EPOLL", "io_uring,IO_URING"})
    void transports_asPeopleWriteThem_areRead(String text, Transport transport) {
        assertThat(new TransportConverter().convert(text)).isEqualTo(transport);
    }

    @Test
    void transport_thatIsNone_isRefused() {
        assertThatThrownBy(() -> new TransportConverter().convert("kqueue"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("a transport must be nio, epoll or io_uring but was 'kqueue'; nio runs everywhere");
    }

    /** The program comes without what is native. */
    @Test
    void gateway_byATransportThatIsNotThere_doesNotStart() {
        GatewaySettings settings =
                GatewaySettings.to(URI.create("http://127.0.0.1:1")).by(Transport.EPOLL);
        assertThatThrownBy(() -> Gateway.start(settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the transport epoll is not available: ")
                .hasMessageContaining("; add io.netty:netty-transport-native-epoll:");
    }

    /** Kept by whatever is said after it. */
    @Test
    void slowBodies_areBorneWithOnlyIfThatIsSaid() {
        GatewaySettings settings = GatewaySettings.to(URI.create("http://127.0.0.1:1"));
        assertThat(settings.limits().leastReceived()).isEqualTo(1024);
        GatewaySettings bearing = settings.bearingSlowBodies().speakingHttp2().maxWait(Duration.ofSeconds(1));
        assertThat(bearing.limits().leastReceived()).isZero();
        assertThat(bearing.limits().leastTaken()).isEqualTo(1024);
    }

    @Test
    void settings_outOfBounds_areRefused() {
        GatewaySettings settings = GatewaySettings.to(URI.create("http://127.0.0.1:1"));
        assertThatThrownBy(() -> settings.holding(0, 1)).hasMessageContaining("must be >= 1 but were 0 and 1");
        assertThatThrownBy(() -> settings.maxWait(Duration.ZERO)).hasMessageContaining("must be > 0");
    }
}
