package dev.weir.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is started is ended, with all that it started itself. */
@Timeout(60)
class ChildTest {
    private static final Duration MOST = Duration.ofSeconds(20);

    @Test
    void output_ofAProgramThatEnds_isGiven() {
        try (Child child = Child.start(Child.watched(List.of("echo", "all is well")))) {
            assertThat(child.await(MOST)).isEqualTo("all is well\n");
        }
    }

    @Test
    void program_thatFails_isToldWithWhatItSaid() {
        try (Child child = Child.start(Child.watched(List.of("sh", "-c", "echo no such thing >&2; exit 3")))) {
            assertThatThrownBy(() -> child.await(MOST))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a load must end with 0 but ended with 3\nno such thing\n");
        }
    }

    @Test
    void program_thatTakesTooLong_isRefused() {
        try (Child child = Child.start(Child.watched(List.of("sleep", "50")))) {
            assertThatThrownBy(() -> child.await(Duration.ZERO))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("a load must end within 0 s but did not");
        }
    }

    @Test
    void close_ofAProgramWithChildren_endsThemAll(@TempDir Path folder) throws Exception {
        Path told = folder.resolve("pid");
        Child child = Child.start(Child.watched(List.of("sh", "-c", "sleep 50 & echo $! >" + told + "; wait")));
        ProcessHandle grandchild = grandchild(told);
        assertThat(child.cpuNanos()).isNotEmpty();
        child.close();
        grandchild.onExit().get(20, TimeUnit.SECONDS);
        assertThat(child.runs()).isFalse();
    }

    @Test
    void end_ofTheInput_endsWhatIsWatched(@TempDir Path folder) throws Exception {
        Path told = folder.resolve("pid");
        Process starter =
                new ProcessBuilder(Child.watched(List.of("sh", "-c", "echo $$ >" + told + "; exec sleep 50"))).start();
        ProcessHandle program = grandchild(told);
        starter.getOutputStream().close();
        program.onExit().get(20, TimeUnit.SECONDS);
        assertThat(starter.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static ProcessHandle grandchild(Path told) throws Exception {
        while (!Files.exists(told) || !Files.readString(told).endsWith("\n")) {
            Thread.onSpinWait();
        }
        return ProcessHandle.of(Long.parseLong(Files.readString(told).strip())).orElseThrow();
    }

    @Test
    void peak_isReadFromTheStatus() {
        assertThat(ProcStatus.peakBytes("VmPeak:\t  9000 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1000 kB\n"))
                .hasValue(2L * 1024 * 1024);
        assertThat(ProcStatus.peakBytes("Name:\tgone\n")).isEmpty();
    }

    @Test
    void program_thatListens_hearsALine() {
        try (Child child = Child.start(List.of("sh", "-c", "read -r line; echo \"$line it is\""))) {
            child.tell("so");
            assertThat(child.await(MOST)).isEqualTo("so it is\n");
        }
    }

    @Test
    void memoryAndFiles_ofAProgram_areTold() {
        try (Child child = Child.start(Child.watched(List.of("sleep", "50")))) {
            assertThat(child.residentBytes().orElseThrow()).isPositive();
            assertThat(child.descriptors().orElseThrow()).isPositive();
        }
        assertThat(ProcStatus.residentBytes(-1)).isEmpty();
        assertThat(ProcStatus.descriptors(-1)).isEmpty();
    }

    @Test
    void program_thatIsMissing_isToldWithWhatToInstall(@TempDir Path folder) throws Exception {
        assertThat(Programs.NGINX.missing())
                .isEqualTo("nginx must be installed but was not found; on Debian: apt-get install nginx-light");
        Path wrk = Files.createFile(folder.resolve("wrk"));
        assertThat(wrk.toFile().setExecutable(true)).isTrue();
        assertThat(Programs.WRK.find("/nowhere:" + folder)).hasValue(wrk);
    }

    @Test
    void server_thatEndsBeforeItListens_isToldWithWhatItSaid() {
        assertThatThrownBy(() -> Site.telling(Child.watched(List.of("echo", "no port is free")), "listening "))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a server must listen within 60 s but ended\nno port is free\n");
    }

    @Test
    void server_thatTellsItsPort_isAtIt() {
        try (Site site = Site.telling(
                Child.watched(List.of("sh", "-c", "echo hello; echo listening 4711; sleep 50")), "listening ")) {
            assertThat(site.port()).isEqualTo(4711);
        }
    }
}
