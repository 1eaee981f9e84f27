package dev.weir.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client on python3-h2, of which each case says in {@code h2_client.py} what it does, against a server of weir. */
@Timeout(120)
class PythonH2ClientTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"windows", "settings", "connection", "pings", "priorities", "resets", "uploads", "hints"})
    void client_thatDoesWhatOthersSeldomDo_isServed(String what) throws Exception {
        Program python = Program.python("python3-h2", "h2");
        try (Site site = Site.plain()) {
            python.run(Script.in(folder, "h2_client.py"), String.valueOf(site.port()), what)
                    .well();
            Wait.until("all exchanges are over", () -> site.server.exchanges() == 0);
            assertThat(site.failures).isEmpty();
        }
    }
}
