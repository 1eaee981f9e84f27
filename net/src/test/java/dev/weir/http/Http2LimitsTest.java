package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Http2LimitsTest {
    @Test
    void limits_thatMakeNoSense_areRefused() {
        var good = Http2Limits.defaults();
        assertThatThrownBy(() -> good.sizes(0, 65_536, 1)).hasMessageContaining("streams must be >= 1 but was 0");
        assertThatThrownBy(() -> good.sizes(1, 1, 1)).hasMessageContaining("streamWindow must be >= 16384 but was 1");
        assertThatThrownBy(() -> good.frames(0, 1, 1)).hasMessageContaining("controlFrames must be >= 1 but was 0");
        assertThatThrownBy(() -> good.resets(1, -1)).hasMessageContaining("resetsPerSecond must be >= 0 but was -1");
    }

    @Test
    void connectionWindow_isThatOfAllStreamsAndAWindowAtLeast() {
        assertThat(Http2Limits.defaults().connectionWindow()).isEqualTo(100 * 65_536);
        assertThat(Http2Limits.defaults().sizes(1, 16_384, 1).connectionWindow())
                .isEqualTo(65_535);
        assertThat(Http2Limits.defaults().sizes(1_000_000, 65_536, 1).connectionWindow())
                .isEqualTo(Integer.MAX_VALUE);
    }
}
