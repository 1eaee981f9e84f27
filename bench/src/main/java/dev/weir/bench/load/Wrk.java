package dev.weir.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Loads HTTP/1.1, a connection for each request that is under way. */
record Wrk() implements Client {
    private static final Pattern TOTAL =
            Pattern.compile("(\\d+) requests in ([\\d.]+)(us|ms|s|m|h), ([\\d.]+)([KMGTP]?B) read");
    private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
    private static final Pattern SOCKETS = Pattern.compile("Socket errors: .*");
    private static final Map<String, Double> TO_MILLIS =
            Map.of("us", 0.001, "ms", 1.0, "s", 1_000.0, "m", 60_000.0, "h", 3_600_000.0);
    private static final String SIZES = "BKMGTP";

    @Override
    public Programs program() {
        return Programs.WRK;
    }

    @Override
    public Load load(String url, int atATime, Duration time) {
        return read(Client.run(
                List.of(
                        program().path(),
                        "--threads",
                        "1",
                        "--connections",
                        String.valueOf(atATime),
                        "--duration",
                        Math.max(1, time.toSeconds()) + "s",
                        "--timeout",
                        "60s",
                        "--latency",
                        url),
                time));
    }

    /** What it printed. */
    static Load read(String printed) {
        Matcher total = TOTAL.matcher(printed);
        if (!total.find()) {
            throw new IllegalStateException("wrk must print how many requests it made but printed:\n" + printed);
        }
        Matcher refused = REFUSED.matcher(printed);
        if (refused.find()) {
            throw new IllegalStateException(
                    "all answers must be 2xx but " + refused.group(1) + " of " + total.group(1) + " were not");
        }
        Matcher sockets = SOCKETS.matcher(printed);
        if (sockets.find()) {
            throw new IllegalStateException("no connection must fail but wrk had errors: "
                    + sockets.group().strip());
        }
        double bytes = Double.parseDouble(total.group(4))
                * Math.pow(1024, SIZES.indexOf(total.group(5).charAt(0)));
        return new Load(
                Long.parseLong(total.group(1)),
                bytes,
                millis(total.group(2), total.group(3)) / 1_000,
                percentile(printed, 50),
                percentile(printed, 99));
    }

    private static double percentile(String printed, int which) {
        Matcher line = Pattern.compile("\\n\\s+" + which + "%\\s+([\\d.]+)(us|ms|s|m|h)")
                .matcher(printed);
        return line.find() ? millis(line.group(1), line.group(2)) : Double.NaN;
    }

    private static double millis(String number, String unit) {
        return Double.parseDouble(number) * TO_MILLIS.getOrDefault(unit, Double.NaN);
    }
}
