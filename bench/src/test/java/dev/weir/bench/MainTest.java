package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Wrong options are answered before anything is measured. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    @Test
    void help_saysHowItIsCalled() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: weir bench").contains("PATTERN", "--short", "--json=FILE");
    }

    @Test
    void pattern_ofNone_isAnsweredWithAllThereAre() {
        assertThat(run("brook")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("weir: a pattern must be found in the name of a benchmark but 'brook' is found in none;"
                        + " there are stages.iterators, ")
                .contains("hop.weirEmit");
    }

    @Test
    void pattern_thatIsNone_isRefused() {
        assertThat(run("[")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("weir: a pattern must be a regular expression but was '[' (Unclosed character class);"
                        + " write stages, or a name");
    }

    @Test
    void rounds_outOfBounds_areRefused() {
        assertThat(run("--rounds", "0")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("weir: --rounds must be from 1 to 100 but was 0; leave it out for 3, or use --short");
    }

    @Test
    void json_thatCannotBeWritten_isRefused(@TempDir Path folder) {
        assertThat(run("--json", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("weir: --json must be a file that can be written but was " + folder);
    }
}
