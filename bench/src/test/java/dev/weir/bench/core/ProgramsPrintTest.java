package dev.weir.bench.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Each program runs for each of its contenders, and prints what it says it prints. */
@Timeout(60)
class ProgramsPrintTest {
    /** Bytes may be negative here: what other tests have left goes meanwhile. */
    @TestFactory
    Stream<DynamicTest> idle_ofAFewFlows_printsBytesAndThreads() {
        return each(Idle.class, Idle.CONTENDERS, "flows=2000", "shape=hop")
                .map(run -> run.prints(Map.of("bytes", -1e9, "threads", 0.0)));
    }

    @TestFactory
    Stream<DynamicTest> slowConsumer_forAShortWhile_printsWakesCoresAndHeld() {
        return each(SlowConsumer.class, SlowConsumer.CONTENDERS, "millis=40", "capacity=16")
                .map(run -> run.prints(Map.of("wakes", 0.0, "cores", -1.0, "held", 1.0, "items", 1.0)));
    }

    @TestFactory
    Stream<DynamicTest> prefetch_forOneRequest_printsPulledAndDeclared() {
        return each(Prefetch.class, Prefetch.CONTENDERS, "hop=1", "still=50")
                .map(run -> run.prints(Map.of("pulled", 1.0, "declared", 0.0)));
    }

    private static Stream<Run> each(Class<?> program, List<String> contenders, String... parameters) {
        return contenders.stream()
                .map(contender -> new Run(
                        program,
                        Stream.concat(Stream.of(contender), Stream.of(parameters))
                                .toList()));
    }

    private record Run(Class<?> program, List<String> args) {
        DynamicTest prints(Map<String, Double> least) {
            return DynamicTest.dynamicTest(
                    program.getSimpleName() + " " + args.getFirst(),
                    () -> assertThat(printed())
                            .containsOnlyKeys(least.keySet())
                            .allSatisfy(
                                    (metric, value) -> assertThat(value).isGreaterThanOrEqualTo(least.get(metric))));
        }

        private Map<String, Double> printed() throws ReflectiveOperationException {
            var bytes = new ByteArrayOutputStream();
            PrintStream out = System.out;
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            try {
                program.getMethod("main", String[].class).invoke(null, (Object) args.toArray(String[]::new));
            } finally {
                System.setOut(out);
            }
            return bytes.toString(StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> Double.parseDouble(pair[1])));
        }
    }
}
