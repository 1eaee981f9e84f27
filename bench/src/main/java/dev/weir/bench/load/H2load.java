package dev.weir.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Loads HTTP/2 over a few connections with several streams each. Percentiles come from its log of each request. */
record H2load() implements Client {
    private static final int STREAMS = 8; // of a connection, if there are as many
    private static final Pattern FINISHED = Pattern.compile("finished in ([\\d.]+)(us|ms|s|min)");
    private static final Pattern REQUESTS =
            Pattern.compile("(\\d+) done, (\\d+) succeeded, (\\d+) failed, (\\d+) errored, (\\d+) timeout");
    private static final Pattern DATA = Pattern.compile("\\((\\d+)\\) data");

    @Override
    public Programs program() {
        return Programs.H2LOAD;
    }

    @Override
    public Load load(String url, int atATime, Duration time) {
        int streams = Math.clamp(atATime / 2, 1, STREAMS);
        try {
            Path log = Files.createTempFile("weir-bench", ".h2load");
            try {
                List<String> command = List.of(
                        program().path(),
                        "--threads=1",
                        "--clients=" + Math.max(1, atATime / streams),
                        "--max-concurrent-streams=" + streams,
                        "--duration=" + Math.max(1, time.toSeconds()) + "s",
                        "--log-file=" + log,
                        url);
                String printed = Client.run(command, time);
                try (Stream<String> lines = Files.lines(log)) {
                    return read(printed, lines);
                }
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it printed, and the lines of its log: when a request began, its status and its time in microseconds. */
    static Load read(String printed, Stream<String> log) {
        Matcher finished = FINISHED.matcher(printed);
        Matcher requests = REQUESTS.matcher(printed);
        Matcher data = DATA.matcher(printed);
        if (!finished.find() || !requests.find() || !data.find()) {
            throw new IllegalStateException("h2load must print how many requests it made but printed:\n" + printed);
        }
        if (!requests.group(1).equals(requests.group(2))) {
            throw new IllegalStateException("all requests must succeed but h2load counted " + requests.group());
        }
        long[] micros = log.map(line -> line.split("\t", -1))
                .filter(fields -> fields.length >= 3)
                .mapToLong(fields -> Long.parseLong(fields[2]))
                .sorted()
                .toArray();
        return new Load(
                Long.parseLong(requests.group(2)),
                Double.parseDouble(data.group(1)),
                seconds(finished.group(1), finished.group(2)),
                percentile(micros, 50),
                percentile(micros, 99));
    }

    private static double percentile(long[] sorted, int which) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.max(0, (int) Math.ceil(which / 100.0 * sorted.length) - 1)] / 1_000.0;
    }

    private static double seconds(String number, String unit) {
        double value = Double.parseDouble(number);
        return switch (unit) {
            case "us" -> value / 1_000_000;
            case "ms" -> value / 1_000;
            case "min" -> value * 60;
            default -> value;
        };
    }
}
