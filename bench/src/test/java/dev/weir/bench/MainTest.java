package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
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
    void help_saysWhatCanBeMeasured() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: weir bench").contains("core");
    }

    @Test
    void help_ofCore_saysHowItIsCalled() {
        assertThat(run("core", "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: weir bench core")
                .contains(
                        "WORKLOADS",
                        "--short",
                        "--only=NAMES",
                        "--compare=REV",
                        "--to=FOLDER",
                        "--scaling",
                        "W2      one hop between two threads");
    }

    @Test
    void help_ofHttp_saysHowItIsCalled() {
        assertThat(run("http", "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: weir bench http")
                .contains(
                        "--protocol=NAMES",
                        "--short",
                        "--only=NAMES",
                        "gateway answers through a gateway",
                        "wrk, h2load");
    }

    @Test
    void help_ofAttacks_saysHowItIsCalled() {
        assertThat(run("attacks", "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: weir bench attacks")
                .contains("ATTACKS", "--short", "--to=FOLDER", "h2-rapid-reset", "h1-slow-head");
    }

    @Test
    void help_ofAdmission_saysHowItIsCalled() {
        assertThat(run("admission", "--help")).isZero();
        assertThat(out.toString())
                .startsWith("Usage: weir bench admission")
                .contains("WORKLOADS", "--rounds=N", "--only=NAMES", "V13     virtual time: the last of 30 minutes");
    }

    @Test
    void attack_ofNone_isAnsweredWithAllThereAre() {
        assertThat(run("attacks", "smurf")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("weir: an attack must be one of h2-rapid-reset, ")
                .contains("but was 'smurf'; leave it out for all", "Try './weir bench attacks --help'.");
    }

    @Test
    void contender_ofNoServer_isAnsweredWithThoseThereAre() {
        assertThat(run("http", "small", "--only", "tomcat")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("weir: --only must be beginnings of contenders but 'tomcat' begins none here;"
                        + " there are floorNetty, weir, weirAsync, vertx");
    }

    @Test
    void nothing_isAnsweredWithWhatThereIs() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("weir: bench must be told what to measure but was not; there are ./weir bench core, http,"
                        + " attacks and admission")
                .contains("Try './weir bench --help'.");
    }

    @Test
    void workload_ofNone_isAnsweredWithAllThereAre() {
        assertThat(run("core", "W2,brook")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("weir: a workload must be one of W1, W1P, W2, ")
                .contains("door, S1 but was 'brook'; leave it out for all", "Try './weir bench core --help'.");
    }

    @Test
    void contender_ofNone_isAnsweredWithThoseThereAre() {
        assertThat(run("core", "W3F", "--only", "weir,akka")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("weir: --only must be beginnings of contenders but 'akka' begins none here;"
                        + " there are floorChain, weir");
    }

    @Test
    void rounds_outOfBounds_areRefused() {
        assertThat(run("core", "--rounds", "0")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("weir: --rounds must be from 1 to 100 but was 0; leave it out for 3, or use --short");
    }

    @Test
    void folder_thatCannotBeWrittenTo_isRefused(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(run("core", "--to", file.toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("weir: --to must be a folder that can be written to but was " + file);
    }

    @Test
    void compare_withNoCommit_isRefused() {
        assertThat(run("core", "W3F", "--compare", "no-such-commit")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("weir: --compare must be a commit of ")
                .contains(" but was 'no-such-commit'; git log --oneline lists those there are");
    }

    @Test
    void compare_withPeers_isRefused() {
        assertThat(run("core", "W1", "--compare", "HEAD", "--only", "reactor")).isEqualTo(2);
        assertThat(err.toString()).contains("'reactor' begins none here; there are weir");
    }
}
