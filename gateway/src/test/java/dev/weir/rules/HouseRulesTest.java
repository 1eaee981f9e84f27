package dev.weir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What CONTRIBUTING.md asks of the code. */
class HouseRulesTest {
    private static final Pattern CLOCK_OR_CHANCE =
            Pattern.compile("System(\\.|::)(nanoTime|currentTimeMillis)|Instant\\.now"
                    + "|ThreadLocalRandom|new Random\\(|Math\\.random|RandomGenerator\\.of");
    private static final Pattern THREAD = Pattern.compile("Thread\\.(ofVirtual|ofPlatform|startVirtualThread|sleep)"
            + "|new Thread\\(|Executors\\.|commonPool|new ForkJoinPool|CompletableFuture\\.(supply|run)Async");
    private static final Pattern SLEEP = Pattern.compile("Thread\\.sleep|TimeUnit\\.\\w+\\.sleep|parkNanos");
    private static final Pattern LINK = Pattern.compile("`([A-Za-z][A-Za-z-]*/[^`\\s]+\\.\\w+)`");

    private static List<String> filesWith(Pattern pattern, List<Path> files) {
        return files.stream()
                .filter(file -> pattern.matcher(code(file)).find())
                .map(Sources::name)
                .toList();
    }

    /** A file without its comments, which may speak of what the code may not do. */
    private static String code(Path file) {
        return Sources.read(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\\n]*", "");
    }

    private static long lines(Path file) {
        return Sources.read(file).lines().count();
    }

    @Test
    void files_anywhere_areNotLong() {
        assertThat(Stream.of("main", "test").flatMap(tree -> Sources.java(tree).stream()))
                .allSatisfy(
                        file -> assertThat(lines(file)).as(Sources.name(file)).isLessThanOrEqualTo(500));
    }

    @Test
    void files_ofTheProduct_areShort() {
        List<Path> files = Sources.java("main");
        long small = files.stream().filter(file -> lines(file) < 100).count();
        assertThat(small).as("files under 100 lines of %d", files.size()).isGreaterThanOrEqualTo(files.size() / 2);
    }

    @Test
    void timeAndChance_inTheLibrary_comeFromTheEngine() {
        assertThat(filesWith(CLOCK_OR_CHANCE, Sources.java("main", "core", "admission")))
                .containsExactlyInAnyOrder(
                        "core/src/main/java/dev/weir/internal/engine/VirtualThreadEngine.java",
                        "admission/src/main/java/dev/weir/admission/Ticker.java");
    }

    @Test
    void threads_inTheLibrary_areMadeByTheEngine() {
        assertThat(filesWith(THREAD, Sources.java("main", "core", "admission")))
                .containsExactlyInAnyOrder(
                        "core/src/main/java/dev/weir/internal/engine/VirtualThreadEngine.java",
                        "core/src/main/java/dev/weir/internal/engine/Watch.java", // looks after what engines run
                        "admission/src/main/java/dev/weir/admission/Alarm.java"); // what a simulation may replace
    }

    @Test
    void tests_anywhere_doNotSleep() {
        List<Path> tests = Sources.java("test").stream()
                .filter(file -> !file.endsWith("HouseRulesTest.java"))
                .filter(file -> !file.endsWith("Wait.java")) // looks from outside, at what tells nobody
                .filter(file -> !file.endsWith("SimulationTest.java")) // shows what a sleep does there
                .toList();
        assertThat(filesWith(SLEEP, tests))
                .as("a manual clock, a latch or a future with a time-out instead")
                .isEmpty();
    }

    /** Each operator is one record in one file, named as it is. */
    @Test
    void operators_inTheirFolder_areOneAFile() {
        assertThat(Sources.java("main", "core").stream()
                        .filter(file -> code(file).contains("implements Stage"))
                        .toList())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(code(file))
                        .as(Sources.name(file))
                        .containsPattern(
                                "public record " + file.getFileName().toString().replace(".java", "") + "\\b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/way-of-an-item.md", "README.md", "CONTRIBUTING.md"})
    void files_thatADocumentNames_exist(String document) {
        String text = Sources.read(Sources.root().resolve(document));
        assertThat(LINK.matcher(text).results().map(match -> match.group(1)).toList())
                .allSatisfy(path -> assertThat(Files.exists(Sources.root().resolve(path)))
                        .as(path)
                        .isTrue());
    }

    @Test
    void theWayOfAnItem_namesFilesOfEachModuleOnIt() {
        String text = Sources.read(Sources.root().resolve("docs/way-of-an-item.md"));
        assertThat(text).contains("`net/src/", "`gateway/src/", "`core/src/", "`admission/src/");
    }
}
