package dev.weir.races;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Runs all races by jcstress, in JVMs of their own: a short time each, as they are compiled by default; with
 * {@code ./weir test --long} for minutes, in several ways of compiling them. What they counted stays in
 * {@code target/races}.
 */
class RacesTest {
    private static final boolean LONG = Boolean.getBoolean("weir.long");
    private static final long SECONDS = LONG ? 7200 : 600;
    private static final Path FOLDER = Path.of("target", "races").toAbsolutePath();

    private static final List<String> SHORT_FORM = List.of(
            "-jvmArgs", "-XX:+UseSerialGC -XX:-UsePerfData", "-f", "1", "-iters", "1", "-time", "20", "-hs", "128");
    private static final List<String> LONG_FORM = List.of("-f", "1", "-fsm", "2", "-iters", "2", "-time", "200");

    private static final Pattern VERDICT = Pattern.compile("(?m)^\\.+ \\[(\\w+)] (\\S+)$");
    private static final Pattern LISTED = Pattern.compile("(?m)^JCTEST(\\d+)S(.*)$");
    private static final Pattern COUNT =
            Pattern.compile("(?m)^ +(\\S.*?) +([\\d,]+) +<?[\\d.]+% +(Acceptable|Interesting|Forbidden|Unknown) ");

    private static List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "org.openjdk.jcstress.Main"));
        command.addAll(List.of("-v", "-r", FOLDER.toString(), "-sc", "false", "-af", "NONE"));
        command.addAll(
                List.of("-c", String.valueOf(Math.max(2, Runtime.getRuntime().availableProcessors()))));
        command.addAll(LONG ? LONG_FORM : SHORT_FORM);
        return command;
    }

    private static String classPath() {
        String given = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return String.join(
                File.pathSeparator,
                List.of(given.split(File.pathSeparator)).stream()
                        .map(part -> Path.of(part).toAbsolutePath().toString())
                        .toList());
    }

    /** What it prints, in the end. */
    private static String run() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Path log = FOLDER.resolve("log.txt");
        Process process = new ProcessBuilder(command())
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("it must end within %s s; see %s", SECONDS, log)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String all = Files.readString(log);
        assertThat(all).as("it must have come to its end; see %s", log).contains("RUN RESULTS:");
        return all.substring(all.indexOf("RUN RESULTS:"));
    }

    private static long samples(List<MatchResult> counts, String expected) {
        return counts.stream()
                .filter(count -> expected.isEmpty() || count.group(3).equals(expected))
                .mapToLong(count -> Long.parseLong(count.group(2).replace(",", "")))
                .sum();
    }

    /** The names of all races, each of which its list has behind its length. */
    private static List<String> declared() throws IOException {
        try (var list = RacesTest.class.getResourceAsStream("/META-INF/TestList")) {
            assertThat(list).as("the list of races that jcstress has made").isNotNull();
            return LISTED.matcher(new String(list.readAllBytes(), UTF_8))
                    .results()
                    .map(race -> race.group(2).substring(0, Integer.parseInt(race.group(1))))
                    .toList();
        }
    }

    @Test
    void races_allOfThem_haveNoForbiddenOutcome() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        String told = run();
        List<MatchResult> verdicts = VERDICT.matcher(told).results().toList();
        List<MatchResult> counts = COUNT.matcher(told).results().toList();
        System.out.printf(
                "races: %d, samples: %,d, forbidden: %d, in %d s%n",
                verdicts.size(),
                samples(counts, ""),
                samples(counts, "Forbidden"),
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin));
        assertThat(verdicts.stream()
                        .filter(verdict -> !verdict.group(1).equals("OK"))
                        .map(MatchResult::group)
                        .toList())
                .as("races that had a forbidden outcome or could not be run:%n%s", told)
                .isEmpty();
        assertThat(samples(counts, "Forbidden")).isZero();
        assertThat(verdicts.stream().map(verdict -> verdict.group(2)))
                .as("races that were run; jcstress leaves out one that has more actors than there are processors")
                .containsExactlyInAnyOrderElementsOf(declared());
        assertThat(samples(counts, "")).as("samples").isPositive();
    }
}
