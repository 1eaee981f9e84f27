package dev.weir.bench;

import dev.weir.bench.edge.AskEdge;
import dev.weir.bench.edge.Edge;
import dev.weir.bench.edge.Pinned;
import dev.weir.bench.edge.ServeEdge;
import dev.weir.bench.edge.Stats;
import dev.weir.bench.http.Serve;
import dev.weir.bench.load.Child;
import dev.weir.bench.load.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts a server with a contender, which has one processor once it has been warmed up, if the system can tell it so, and who
 * asks on another; and measures then. What a service can do that needs the processor is measured first, without anything before it.
 */
final class EdgeFork implements Fork {
    private static final int AT_A_TIME = 32;
    private static final long GIVES_UP = 1_000_000_000;
    private static final List<String> ASKERS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");
    private static final List<String> SERVERS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1");
    private static final int SHORT_WARM_UP = 4; // seconds
    private static final double LATE = 10; // milliseconds
    private static final int LONG = 30 * 60; // seconds

    private final Effort effort;
    private final Map<Subject, Long> seeds = new HashMap<>();
    private double processor; // requests a second; 0: not measured yet

    EdgeFork(Effort effort) {
        this.effort = effort;
    }

    @Override
    public Score measure(Subject subject, Build build) {
        Edge edge = AdmissionCatalog.edge(subject);
        long seed = seeds.merge(subject, 1L, Long::sum);
        if (edge == Edge.COST) {
            return cost(ask(subject.contender(), edge, build, 0, seed));
        }
        double times = Double.parseDouble(subject.setting().getOrDefault(AdmissionCatalog.LOAD, "1"));
        double could = could(edge, build);
        Score seen = ask(subject.contender(), edge, build, times * could, seed);
        return edge == Edge.LASTING ? lasting(seen, could) : score(seen, seconds(edge), Math.min(1, times) * could);
    }

    /** What the service can do a second. */
    private double could(Edge edge, Build build) {
        if (edge != Edge.PROCESSOR) {
            return edge.service().whole().perSecond();
        }
        if (processor == 0) {
            Score seen = ask("floorNone", edge, build, 0, 1);
            processor = seen.value("served") / seconds(edge);
        }
        return processor;
    }

    private double seconds(Edge edge) {
        double usual = effort.iterations() * effort.millis() / 1e3;
        return edge == Edge.LASTING ? isShort() ? 2 * usual : LONG : usual;
    }

    /** So much of the beginning and of the end of what lasts is told of on its own. */
    private double apart(Edge edge) {
        return edge == Edge.LASTING ? seconds(edge) / 30 : 0;
    }

    private boolean isShort() {
        return effort.warmUps() == 1;
    }

    private Score ask(String contender, Edge edge, Build build, double perSecond, long seed) {
        List<String> serve =
                Jvm.command(SERVERS, build.classPath(), ServeEdge.class.getName(), List.of(contender, edge.name()));
        try (Site site = Site.telling(serve, Serve.LISTENING)) {
            List<String> plan = Stream.of(
                            site.port(),
                            statsPort(site),
                            site.server().pid(),
                            perSecond,
                            perSecond > 0 ? 0 : AT_A_TIME,
                            edge.body(),
                            1_000_000_000L * (isShort() ? SHORT_WARM_UP : edge.warmUp()),
                            (long) (1e9 * seconds(edge)),
                            (long) (1e9 * apart(edge)),
                            GIVES_UP,
                            seed)
                    .map(String::valueOf)
                    .toList();
            List<String> ask = new ArrayList<>(Pinned.on(1));
            ask.addAll(Jvm.command(ASKERS, build.classPath(), AskEdge.class.getName(), plan));
            try (Child child = Child.start(ask)) {
                return numbers(
                        child.await(Duration.ofSeconds((long) seconds(edge)).plusMinutes(1)));
            }
        }
    }

    private static int statsPort(Site site) {
        return site.server()
                .printed()
                .lines()
                .filter(line -> line.startsWith(Stats.AT))
                .mapToInt(line -> Integer.parseInt(line.substring(Stats.AT.length())))
                .findFirst()
                .orElseThrow();
    }

    private static Score numbers(String printed) {
        return new Score(printed.lines()
                .map(line -> line.split(" ", 2))
                .filter(pair -> pair.length == 2 && pair[1].matches("[-0-9.E]+"))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Double.parseDouble(pair[1]))));
    }

    /** What is told of those who asked as often as was meant, and in time. */
    private static Score score(Score seen, double seconds, double could) {
        if (seen.value("latenessP99") > LATE) {
            throw new IllegalStateException("requests must be sent within 10 ms of when they are meant to be but were "
                    + seen.value("latenessP99") + " ms late; is the machine busy?");
        }
        double asked = seen.value("asked");
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("goodput %", 100 * seen.value("served") / seconds / could);
        metrics.put("refused %", 100 * seen.value("refused") / asked);
        metrics.put("given up %", 100 * (seen.value("gaveUp") + seen.value("failed")) / asked);
        metrics.put("p50 ms", seen.value("p50"));
        metrics.put("p99 ms", seen.value("p99"));
        metrics.put("refusal p50 ms", seen.value("refusedP50"));
        metrics.put("refusal p99 ms", seen.value("refusedP99"));
        metrics.put("sent late p99 ms", seen.value("latenessP99"));
        return new Score(metrics);
    }

    /** What is told of the first and of the last minute, which should be the same. */
    private Score lasting(Score seen, double could) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("goodput %", 100 * seen.value("served") / seconds(Edge.LASTING) / could);
        for (String part : List.of("first", "last")) {
            double served = seen.value(part + ".served") / apart(Edge.LASTING);
            metrics.put(part + " min goodput %", 100 * served / could);
            metrics.put(part + " min p50 ms", seen.value(part + ".p50"));
            metrics.put(part + " min p99 ms", seen.value(part + ".p99"));
            metrics.put(part + " min refusal p99 ms", seen.value(part + ".refusedP99"));
            metrics.put(part + " min live MiB", seen.value(part + ".liveMiB"));
            metrics.put(part + " min resident MiB", seen.value(part + ".residentMiB"));
        }
        metrics.put("given up %", 100 * (seen.value("gaveUp") + seen.value("failed")) / seen.value("asked"));
        metrics.put("sent late p99 ms", seen.value("latenessP99"));
        return new Score(metrics);
    }

    private Score cost(Score seen) {
        double all = seen.value("refused");
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("cpu us/refusal", seen.value("serverCpuNanos") / 1e3 / all);
        metrics.put("bytes/refusal", seen.value("serverBytes") / all);
        metrics.put("refusals/s", seen.value("refused") / seconds(Edge.COST));
        metrics.put("p99 ms", seen.value("refusedP99"));
        return new Score(metrics);
    }
}
