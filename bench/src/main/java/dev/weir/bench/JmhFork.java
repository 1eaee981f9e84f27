package dev.weir.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
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
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Has JMH measure a method in a JVM of its own. */
final class JmhFork implements Fork {
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final String CLASS_PATH = "java.class.path";
    private static final int MOST_SECONDS = 60; // for one iteration

    private final Effort effort;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final OutputFormat format = OutputFormatFactory.createFormatInstance(
            new PrintStream(said, true, StandardCharsets.UTF_8), VerboseMode.NORMAL);

    JmhFork(Effort effort) {
        this.effort = effort;
    }

    @Override
    public Score measure(Subject subject, Build build) {
        said.reset();
        String own = System.getProperty(CLASS_PATH);
        System.setProperty(CLASS_PATH, build.classPath()); // the only way to tell JMH what a fork runs
        try {
            return score(subject, new Runner(options(subject), format).runSingle());
        } catch (RunnerException e) {
            String all = said.toString(StandardCharsets.UTF_8);
            throw new IllegalStateException(e.getMessage() + "\n" + all, e);
        } finally {
            System.setProperty(CLASS_PATH, own);
        }
    }

    private static Score score(Subject subject, RunResult result) {
        String item = "/" + subject.contest().about().item();
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (subject.contest().isSampled()) {
            Statistics times = result.getPrimaryResult().getStatistics();
            metrics.put("p50 ns", times.getPercentile(50));
            metrics.put("p99 ns", times.getPercentile(99));
        } else {
            metrics.put("ns" + item, result.getPrimaryResult().getScore());
        }
        metrics.put("bytes" + item, secondary(result, BYTES));
        metrics.put("cpu ns" + item, secondary(result, CpuProfiler.LABEL));
        return new Score(metrics);
    }

    private static double secondary(RunResult result, String label) {
        return Objects.requireNonNull(result.getSecondaryResults().get(label), () -> "JMH must tell " + label)
                .getScore();
    }

    private Options options(Subject subject) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(subject.pattern())
                .mode(subject.contest().isSampled() ? Mode.SampleTime : Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(effort.warmUps())
                .warmupTime(TimeValue.milliseconds(effort.millis()))
                .measurementIterations(effort.iterations())
                .measurementTime(TimeValue.milliseconds(effort.millis()))
                .timeout(TimeValue.seconds(MOST_SECONDS))
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .jvmArgsPrepend(Jvm.HEAP.toArray(String[]::new))
                .shouldFailOnError(true);
        subject.setting().forEach(options::param);
        return options.build();
    }
}
