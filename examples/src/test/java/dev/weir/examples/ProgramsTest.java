package dev.weir.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Entry;
import dev.weir.Running;
import dev.weir.examples.WorkFromOutside.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each program does what its text says. */
@Timeout(20)
class ProgramsTest {
    private static Path lines(Path folder, int count) throws IOException {
        return Files.write(
                folder.resolve("lines"),
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    @Test
    void firstTen_run_givesTen() {
        assertThat(FirstTen.run()).containsExactly("6", "12", "18", "24", "30", "36", "42", "48", "54", "60");
    }

    @Test
    void fileToDatabase_run_insertsAnswersInOrder(@TempDir Path folder) throws IOException {
        List<String> rows = new ArrayList<>();
        FileToDatabase.run(lines(folder, 1000), line -> "row " + line, rows::add);
        assertThat(rows).hasSize(1000).startsWith("row 0", "row 1").endsWith("row 999");
    }

    @Test
    void declaredFlow_beforeItRuns_tellsItsBoundAndDrawing(@TempDir Path folder) throws IOException {
        var load = DeclaredFlow.declare(lines(folder, 500), Integer::parseInt);
        assertThat(load.bound()).hasToString("items=275 (no bound by weight: buffer-1, parse)");
        assertThat(load.plan().toMermaid())
                .startsWith("flowchart LR")
                .contains("lines", "parse<br/>mapConcurrent<br/>holds 16", "n0 --> n1");
        assertThat(DeclaredFlow.run(load, () -> {})).isEqualTo(500);
        assertThat(load.run()).isEqualTo(500);
    }

    @Test
    void workFromOutside_moreThanFits_isRefusedWithATime() throws Exception {
        try (Running<@Nullable Void> run = WorkFromOutside.declare().start()) {
            Entry<Job> jobs = run.entry("jobs");
            CountDownLatch never = new CountDownLatch(1);
            List<String> told = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                told.add(WorkFromOutside.offer(jobs, never::await));
            }
            assertThat(told).startsWith("it will be done").anyMatch(text -> text.startsWith("come back in 1 s: "));
            assertThat(told).filteredOn("it will be done"::equals).hasSizeBetween(64, 64 + 4 + 3);
            never.countDown();
            assertThat(run.drain(Duration.ofSeconds(10)).complete()).isTrue();
        }
    }

    @Test
    void directStyle_generatorAndLoop_passAllOn() {
        List<String> handled = new ArrayList<>();
        DirectStyle.loop(DirectStyle.generate(List.of("a", "b", "c")), handled::add);
        assertThat(handled).containsExactly("a", "b", "c");
    }
}
