package dev.weir.bench;

import dev.weir.bench.edge.AskEdge;
import dev.weir.bench.edge.Edge;
import dev.weir.bench.edge.Pinned;
import dev.weir.bench.edge.Plan;
import dev.weir.bench.edge.ServeEdge;
import dev.weir.bench.edge.Stats;
import dev.weir.bench.edge.Step;
import dev.weir.bench.http.Serve;
import dev.weir.bench.load.Child;
import dev.weir.bench.load.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Starts a server with a contender, which has one processor once it has been warmed up, if the system can tell it so, and who
 * asks on another; and measures then. What a service can do that needs the processor is measured first, without anything before it.
 */
final class EdgeFork implements Fork {
    private static final String FLOOR = "floor";
    private static final int AT_A_TIME = 32;
    private static final long GIVES_UP = 1_000_000_000;
    private static final List<String> ASKERS = List.of(
            "-Xms512m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1"); // what compiles shares their processor
    private static final List<String> SERVERS =
            List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:ActiveProcessorCount=1");
    private static final int SHORT_WARM_UP = 4; // seconds
    private static final double LATE = 10; // milliseconds
    private static final double SHORT_LATE = 1_000; // of a short run only the order of magnitude is told
    private static final int HOPELESS = 10; // times as late: then nothing more is asked
    private static final long RISE_SETTLES = 5_000_000_000L; // until more counts: new code is compiled for it
    private static final long FALL_SETTLES =
            2_000_000_000; // until less counts, and what there was too much is to be over
    private static final Pattern LINE = Pattern.compile("^(\\w+)\\.(\\w+) ([-0-9.E]+)$", Pattern.MULTILINE);
    private static final int LONG = 30 * 60; // seconds

    private final Effort effort;
    private final Map<Subject, Long> seeds = new HashMap<>();
    private final Map<Run, Map<String, Score>> seen =
            new HashMap<>(); // by part of the run: a step, or the first minute
    private final Map<Run, String> failed = new HashMap<>(); // so that it is not started again for the other loads
    private double processor; // requests a second; 0: not measured yet

    /** A server that is started once for all loads of a workload, and loaded with one after the other. */
    private record Run(String contender, Edge edge, long seed) {}

    EdgeFork(Effort effort) {
        this.effort = effort;
    }

    @Override
    public Score measure(Subject subject, Build build) {
        Edge edge = AdmissionCatalog.edge(subject);
        Run run = new Run(subject.contender(), edge, seeds.merge(subject, 1L, Long::sum));
        double could = could(edge, build);
        Map<String, Score> parts = seen.computeIfAbsent(run, _ -> asked(run, build, steps(run, could)));
        String why = failed.get(run);
        if (why != null) {
            throw new IllegalStateException(why);
        }
        String load = Objects.requireNonNull(subject.setting().get(AdmissionCatalog.LOAD));
        Score step = parts.get(String.valueOf(loads(run).indexOf(load)));
        if (step == null || step.value("latenessP99") > late()) {
            throw new IllegalStateException(
                    "requests must be sent within " + late() + " ms of when they are meant to be, but "
                            + (step == null
                                    ? "with a load before this one were " + HOPELESS + " times as late"
                                    : "were " + step.value("latenessP99") + " ms late")
                            + "; is the machine busy, or did the server not answer?");
        }
        return switch (edge) {
            case COST -> EdgeScores.cost(step, part(parts, "server"), seconds(edge));
            case LASTING ->
                EdgeScores.lasting(
                        step, part(parts, "first"), part(parts, "last"), could * seconds(edge), could * apart(edge));
            case TIMED, PROCESSOR, READERS, BODIES ->
                EdgeScores.load(step, (1 - edge.unread()) * could * seconds(edge));
        };
    }

    private static Score part(Map<String, Score> parts, String name) {
        return Objects.requireNonNull(parts.get(name), () -> "those who ask must tell of " + name);
    }

    /** One after the other: the smallest first for who has nothing before it, as it would not come back from more. */
    private static List<String> loads(Run run) {
        List<String> loads = run.edge().loads();
        return run.contender().startsWith(FLOOR)
                ? loads.stream()
                        .sorted(Comparator.comparingDouble(Double::parseDouble))
                        .toList()
                : loads;
    }

    /** What the service can do a second; of what refuses all it is of no use to know. */
    private double could(Edge edge, Build build) {
        if (edge == Edge.COST) {
            return 0;
        }
        if (edge != Edge.PROCESSOR) {
            return edge.service().whole().perSecond();
        }
        if (processor == 0) {
            Step step = new Step(0, 0, nanos(edge));
            Score seen = part(ask(new Run(FLOOR + "None", edge, 1), build, List.of(step)), "0");
            processor = seen.value("served") / seconds(edge);
        }
        return processor;
    }

    private List<Step> steps(Run run, double could) {
        long nanos = nanos(run.edge());
        if (run.edge() == Edge.COST) {
            return List.of(new Step(0, 0, nanos));
        }
        List<Step> steps = new ArrayList<>();
        double before = 0;
        for (String load : loads(run)) {
            double perSecond = Double.parseDouble(load) * could;
            long settles = steps.isEmpty() ? 0 : perSecond > before ? RISE_SETTLES : FALL_SETTLES;
            steps.add(new Step(perSecond, Math.min(settles, nanos), nanos));
            before = perSecond;
        }
        return steps;
    }

    private double seconds(Edge edge) {
        double usual = effort.iterations() * effort.millis() / 1e3;
        return edge == Edge.LASTING ? isShort() ? 2 * usual : LONG : usual;
    }

    private long nanos(Edge edge) {
        return (long) (1e9 * seconds(edge));
    }

    /** So much of the beginning and of the end of what lasts is told of on its own, in seconds. */
    private double apart(Edge edge) {
        return edge == Edge.LASTING ? seconds(edge) / 30 : 0;
    }

    private double late() {
        return isShort() ? SHORT_LATE : LATE;
    }

    private boolean isShort() {
        return effort.warmUps() == 1;
    }

    private Map<String, Score> asked(Run run, Build build, List<Step> steps) {
        try {
            return ask(run, build, steps);
        } catch (IllegalStateException e) {
            failed.put(run, String.valueOf(e.getMessage()));
            return Map.of();
        }
    }

    private Map<String, Score> ask(Run run, Build build, List<Step> steps) {
        Edge edge = run.edge();
        List<String> serve = Jvm.command(
                SERVERS, build.classPath(), ServeEdge.class.getName(), List.of(run.contender(), edge.name()));
        try (Site site = Site.telling(serve, Serve.LISTENING)) {
            Plan plan = new Plan(
                    site.port(),
                    statsPort(site),
                    site.server().pid(),
                    steps,
                    steps.getFirst().perSecond() > 0 ? 0 : AT_A_TIME,
                    edge.body(),
                    edge.unread(),
                    1_000_000_000L * (isShort() ? SHORT_WARM_UP : edge.warmUp()),
                    (long) (1e9 * apart(edge)),
                    GIVES_UP,
                    (long) (1e6 * HOPELESS * late()),
                    run.seed());
            List<String> ask = new ArrayList<>(Pinned.on(1));
            ask.addAll(Jvm.command(ASKERS, build.classPath(), AskEdge.class.getName(), plan.told()));
            try (Child child = Child.start(ask)) {
                return parts(child.await(Duration.ofNanos(plan.wholeNanos()).plusMinutes(1)));
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

    /** Lines of a part, a dot, a name, a space and a number. */
    private static Map<String, Score> parts(String printed) {
        Map<String, Map<String, Double>> parts = new HashMap<>();
        Matcher lines = LINE.matcher(printed);
        while (lines.find()) {
            parts.computeIfAbsent(lines.group(1), _ -> new HashMap<>())
                    .put(lines.group(2), Double.parseDouble(lines.group(3)));
        }
        return parts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, part -> new Score(part.getValue())));
    }
}
