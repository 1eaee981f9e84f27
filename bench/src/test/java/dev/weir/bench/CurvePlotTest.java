package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happened over time is seen. */
class CurvePlotTest {
    @Test
    void curves_areDrawnToOneScale() {
        Map<String, List<Double>> curves = new LinkedHashMap<>();
        curves.put("weir", List.of(0.0, 100.0, 0.0));
        curves.put("aimd", List.of(200.0, 0.0));
        assertThat(CurvePlot.of("a fleet", "refused a second", curves))
                .contains(">a fleet<", ">refused a second; seconds across<", ">200<", ">50<", ">weir<", ">aimd<")
                .contains("points=\"70.0,350.0 240.0,205.0 410.0,350.0\"")
                .contains("points=\"70.0,60.0 240.0,350.0\"");
    }

    @Test
    void curves_ofNothing_areDrawnToo() {
        assertThat(CurvePlot.of("a fleet", "refused a second", Map.of())).contains("<svg");
    }
}
