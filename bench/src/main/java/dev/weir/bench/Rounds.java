package dev.weir.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures in rounds: in each, every subject gets one fork, one after the other. So what changes on the machine
 * meanwhile hits all of them alike, and the forks of one subject tell how much it did.
 */
final class Rounds {
    private static final String BYTES = "gc.alloc.rate.norm";

    /** The same heap wherever it runs; given first, so that the options of the JVM that it inherits may say otherwise. */
    private static final String[] HEAP = {"-Xms1g", "-Xmx1g"};

    private final Effort effort;
    private final PrintWriter progress;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final OutputFormat format = OutputFormatFactory.createFormatInstance(
            new PrintStream(said, true, StandardCharsets.UTF_8), VerboseMode.NORMAL);

    Rounds(Effort effort, PrintWriter progress) {
        this.effort = effort;
        this.progress = progress;
    }

    /**
     * Measures all.
     *
     * @throws IllegalStateException if one failed, with what JMH says of it
     */
    List<Result> measure(List<Subject> subjects) {
        Map<Subject, List<Score>> scores = new LinkedHashMap<>();
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Subject subject : subjects) {
                Score score = fork(subject);
                scores.computeIfAbsent(subject, _ -> new ArrayList<>()).add(score);
                progress.println("round " + round + " of " + effort.rounds() + ": " + subject.name() + " "
                        + Table.number(score.nanos()) + " ns");
                progress.flush();
            }
        }
        return scores.entrySet().stream()
                .map(entry -> new Result(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Score fork(Subject subject) {
        said.reset();
        try {
            RunResult result = new Runner(options(subject), format).runSingle();
            return new Score(
                    result.getPrimaryResult().getScore(),
                    Objects.requireNonNull(result.getSecondaryResults().get(BYTES), "JMH must tell " + BYTES)
                            .getScore());
        } catch (RunnerException e) {
            String all = said.toString(StandardCharsets.UTF_8);
            throw new IllegalStateException(
                    subject.name() + " could not be measured: " + e.getMessage() + "\n" + all, e);
        }
    }

    private Options options(Subject subject) {
        return new OptionsBuilder()
                .include(subject.pattern())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(effort.warmUps())
                .warmupTime(TimeValue.milliseconds(effort.millis()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.millis()))
                .addProfiler(GCProfiler.class)
                .jvmArgsPrepend(HEAP)
                .shouldFailOnError(true)
                .build();
    }
}
