package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two do not measure at a time. */
class AloneTest {
    @Test
    void second_whileAnotherMeasures_isRefused(@TempDir Path folder) throws Exception {
        try (Alone _ = Alone.in(folder)) {
            assertThatThrownBy(() -> Alone.in(folder))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("one bench at a time must run but another one holds "
                            + folder.resolve("weir-bench.lock") + "; wait for its end");
        }
        assertThatCode(() -> Alone.in(folder).close()).doesNotThrowAnyException();
    }
}
