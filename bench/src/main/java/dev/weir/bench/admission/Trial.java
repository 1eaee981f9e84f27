package dev.weir.bench.admission;

import dev.weir.admission.Criticality;
import dev.weir.admission.Work;
import dev.weir.bench.Workload;
import dev.weir.testkit.load.Comeback;
import dev.weir.testkit.load.Kind;
import dev.weir.testkit.load.Seen;
import dev.weir.testkit.load.ServiceTime;
import dev.weir.testkit.load.SimulatedService;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The workloads in virtual time. The service has 16 slots and takes 20 ms for one, if nothing else is said. */
@SuppressWarnings("ImmutableEnumChecker") // none of its parts is ever changed
public enum Trial {
    /** W1 of the plan. */
    @Workload(id = "V1", title = "virtual time: 16 slots of 20 ms, lognormal", item = "request", moreIsBetter = true)
    OVERLOAD(List.of("0.5", "0.8", "0.9", "1", "1.2", "2", "3", "5", "10")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            return overload(contender, USUAL, TIMED, Double.parseDouble(variant), seed);
        }
    },
    /** W2. */
    @Workload(
            id = "V2",
            title =
                    "virtual time: 1 ms of a processor that all inside share; it is twice as fast at first, and to ask takes 10 us of it",
            item = "request",
            moreIsBetter = true)
    PROCESSOR(List.of("2", "5", "10")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            double times = Double.parseDouble(variant);
            Kind kind = Kind.of(ServiceTime.fixed(Duration.ofMillis(1)));
            Bed bed = new Bed(contender, Ready.of(1, Duration.ofMillis(1)), seed);
            bed.service.processors(Duration.ofNanos(300_000), Duration.ofNanos(10_000));
            for (double slower = 5; slower > 0.5; slower *= 0.8) {
                bed.service.slower(slower);
                bed.run(kind, 2, 1);
            }
            bed.service.slower(1);
            bed.run(kind, times, 10);
            return bed.metrics(bed.run(kind, times, SECONDS), times, SECONDS);
        }
    },
    /** W3. */
    @Workload(
            id = "V3",
            title = "virtual time: 95 of 100 take 5 ms, the others 200 ms",
            item = "request",
            moreIsBetter = true)
    BIMODAL(List.of("0.8", "2", "5")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            Kind kind = Kind.of(ServiceTime.either(Duration.ofMillis(5), Duration.ofMillis(200), 0.05));
            Ready about = Ready.of(16, Duration.ofNanos(14_750_000));
            return overload(contender, about, kind, Double.parseDouble(variant), seed);
        }
    },
    /** W4. */
    @Workload(
            id = "V4",
            title =
                    "virtual time: one route is asked for too much; its pool has 8 places, of which the other uses none",
            item = "request",
            moreIsBetter = true)
    POOL(List.of("3")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            Ready about = new Ready(
                    Map.of(SimulatedService.WHOLE, new Ready.Place(16, 5e6), "pool", new Ready.Place(8, 20e6)));
            Bed bed = new Bed(contender, about, seed);
            Kind pooled = TIMED.named("pooled").at("pool");
            Kind other =
                    Kind.of(ServiceTime.lognormal(Duration.ofMillis(5), 0.3)).named("other");
            bed.traffic.run(Map.of(pooled, 200.0, other, 400.0), Duration.ofSeconds(20));
            Map<Kind, Double> asked = Map.of(pooled, 400 * Double.parseDouble(variant), other, 400.0);
            bed.traffic.run(asked, Duration.ofSeconds(10));
            Map<Kind, Seen> seen = bed.traffic.run(asked, Duration.ofSeconds(SECONDS));
            Seen others = Objects.requireNonNull(seen.get(other));
            Seen ofPool = Objects.requireNonNull(seen.get(pooled));
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("goodput %", 100 * bed.useful(SECONDS) / 800);
            metrics.put("other refused %", refused(others));
            metrics.put("other p99 ms", 1e3 * others.seconds(0.99));
            metrics.put("pooled p99 ms", 1e3 * ofPool.seconds(0.99));
            return metrics;
        }
    },
    /** W5. */
    @Workload(
            id = "V5",
            title = "virtual time: five times slower for 30 s, at 0.8 of what it could before",
            item = "request",
            moreIsBetter = true)
    BROWNOUT(List.of("0.8")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            double load = Double.parseDouble(variant);
            Bed bed = new Bed(contender, USUAL, seed);
            bed.run(TIMED, load, 20);
            bed.service.slower(5);
            Seen slow = bed.run(TIMED, load, SECONDS);
            Map<String, Double> metrics = new LinkedHashMap<>();
            metrics.put("goodput %", 500 * bed.useful(SECONDS) / USUAL.whole().perSecond());
            metrics.put("p50 ms", 1e3 * slow.seconds(0.5));
            metrics.put("p99 ms", 1e3 * slow.seconds(0.99));
            bed.service.slower(1);
            bed.run(TIMED, load, 2);
            Seen after = bed.run(TIMED, load, 20);
            metrics.put("refused after %", refused(after));
            metrics.put("p99 after ms", 1e3 * after.seconds(0.99));
            return metrics;
        }
    },
    /** W7. */
    @Workload(
            id = "V7",
            title = "virtual time: one tenant wants 8 of 10, 20 others share the rest, of twice what can be done",
            item = "request",
            moreIsBetter = true)
    TENANTS(List.of("2")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            double all = Double.parseDouble(variant) * USUAL.whole().perSecond();
            Map<Kind, Double> asked = new LinkedHashMap<>();
            asked.put(TIMED.named("elephant").work(Work.normal().tenant("elephant")), 0.8 * all);
            for (int i = 0; i < 20; i++) {
                asked.put(TIMED.named("mouse" + i).work(Work.normal().tenant("mouse" + i)), 0.01 * all);
            }
            Bed bed = new Bed(contender, USUAL, seed);
            Map<Kind, Seen> seen = mixed(bed, asked);
            double sum = 0;
            double squares = 0;
            Map<String, Double> metrics = bed.metrics(total(seen), 2, SECONDS);
            for (Map.Entry<Kind, Seen> each : seen.entrySet()) {
                double share =
                        (double) each.getValue().useful() / each.getValue().asked();
                if (each.getKey().name().startsWith("mouse")) {
                    sum += share;
                    squares += share * share;
                }
            }
            metrics.put("mice served %", 100 * sum / 20);
            metrics.put("fairness of mice", sum * sum / (20 * squares));
            return metrics;
        }
    },
    /** W8. */
    @Workload(
            id = "V8",
            title = "virtual time: 20 of 100 critical, 30 normal, 50 sheddable",
            item = "request",
            moreIsBetter = true)
    CRITICALITIES(List.of("1.5", "3")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            double times = Double.parseDouble(variant);
            double all = times * USUAL.whole().perSecond();
            Map<Kind, Double> asked = new LinkedHashMap<>();
            asked.put(TIMED.named("critical").work(Work.of(Criticality.CRITICAL)), 0.2 * all);
            asked.put(TIMED.named("normal"), 0.3 * all);
            asked.put(TIMED.named("sheddable").work(Work.of(Criticality.SHEDDABLE)), 0.5 * all);
            Bed bed = new Bed(contender, USUAL, seed);
            Map<Kind, Seen> seen = mixed(bed, asked);
            Map<String, Double> metrics = bed.metrics(total(seen), times, SECONDS);
            seen.forEach((kind, each) -> metrics.put(kind.name() + " refused %", refused(each)));
            return metrics;
        }
    },
    /** W9. */
    @Workload(
            id = "V9",
            title = "virtual time: a peak of 5 times for 5 s, then 0.5; who was refused comes back",
            item = "request",
            moreIsBetter = true)
    COMEBACKS(List.of("obeying", "half", "backoff", "second")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            Bed bed = new Bed(contender, USUAL, seed, comeback(variant));
            bed.run(TIMED, 0.5, 20);
            Seen peak = bed.run(TIMED, 5, 5);
            Seen after = bed.run(TIMED, 0.5, 60);
            bed.time.pass(Duration.ofMinutes(2));
            Map<String, Double> metrics = new LinkedHashMap<>();
            peak.add(after);
            metrics.put("served %", 100.0 * peak.served() / peak.asked());
            metrics.put("refusals/request", peak.refusalsEach());
            metrics.put("first return %", 100 * peak.servedOnFirstReturn());
            metrics.put("promise kept after p50 s", bed.promises.late(0.5));
            metrics.put("promise kept after p90 s", bed.promises.late(0.9));
            metrics.put("promise kept after p99 s", bed.promises.late(0.99));
            metrics.put(
                    "peak refusals/s",
                    bed.traffic.curve().seconds().stream()
                            .mapToDouble(second -> second.refused())
                            .max()
                            .orElse(0));
            return metrics;
        }
    },
    /** W12. */
    @Workload(id = "V12", title = "virtual time: 16 slots of 1 s", item = "request", moreIsBetter = true)
    SLOW(List.of("0.7", "2")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            double times = Double.parseDouble(variant);
            Kind kind =
                    Kind.of(ServiceTime.lognormal(Duration.ofSeconds(1), 0.3)).useful(Duration.ofSeconds(4));
            Bed bed = new Bed(contender, Ready.of(16, Duration.ofSeconds(1)), seed);
            bed.run(kind, 0.5, 120);
            bed.run(kind, times, 60);
            return bed.metrics(bed.run(kind, times, 300), times, 300);
        }
    },
    /** W13. */
    @Workload(
            id = "V13",
            title = "virtual time: the last of 30 minutes at twice what can be done",
            item = "request",
            moreIsBetter = true)
    HALF_AN_HOUR(List.of("2")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            double times = Double.parseDouble(variant);
            Bed bed = new Bed(contender, USUAL, seed);
            bed.run(TIMED, 0.5, 20);
            bed.run(TIMED, times, 10);
            Seen first = bed.run(TIMED, times, 60);
            bed.run(TIMED, times, 1_670);
            Seen last = bed.run(TIMED, times, 60);
            Map<String, Double> metrics = bed.metrics(last, times, 60);
            metrics.put("p50 of the first minute", 1e3 * first.seconds(0.5));
            return metrics;
        }
    },
    /** A service that is asked for too much while its code is compiled. */
    @Workload(
            id = "V14",
            title =
                    "virtual time: too much from the first second of a service that takes 5 s to become ten times faster",
            item = "request",
            moreIsBetter = true)
    WARMING_UP(List.of("2", "10")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            double times = Double.parseDouble(variant);
            Bed bed = new Bed(contender, USUAL, seed);
            for (double slower = 10; slower > 1; slower *= 0.6) {
                bed.service.slower(slower);
                bed.run(TIMED, times, 1);
            }
            bed.service.slower(1);
            Seen soon = bed.run(TIMED, times, 5);
            bed.run(TIMED, times, 5);
            Seen later = bed.run(TIMED, times, 5);
            bed.run(TIMED, times, 15);
            Map<String, Double> metrics = bed.metrics(bed.run(TIMED, times, SECONDS), times, SECONDS);
            metrics.put("p50 ms 0 to 5 s after", 1e3 * soon.seconds(0.5));
            metrics.put("p50 ms 10 to 15 s after", 1e3 * later.seconds(0.5));
            return metrics;
        }
    },
    /** Many instances. */
    @Workload(
            id = "fleet",
            title = "virtual time: 1,000 instances, 3 times what they can do for 5 s, then 0.7; clients come back",
            item = "request",
            moreIsBetter = true)
    FLEET(List.of("obeying", "backoff", "second")) {
        @Override
        public Map<String, Double> run(String contender, String variant, long seed) {
            return Fleet.metrics(fleet(contender, variant, seed));
        }
    };

    private static final int SECONDS = 30;
    private static final Ready USUAL = Ready.of(16, Duration.ofMillis(20));
    private static final Kind TIMED = Kind.of(ServiceTime.lognormal(Duration.ofMillis(20), 0.3));

    private final List<String> variants;

    Trial(List<String> variants) {
        this.variants = variants;
    }

    /** What it is told by. */
    public Workload about() {
        try {
            return Objects.requireNonNull(
                    Trial.class.getField(name()).getAnnotation(Workload.class), () -> this + " must have @Workload");
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    /** How it can be run: mostly, how many times what can be done is asked for. */
    public List<String> variants() {
        return variants;
    }

    /** Runs it once, and gives what came of it. */
    public abstract Map<String, Double> run(String contender, String variant, long seed);

    /** What a fleet does, of which {@link #FLEET} tells. */
    public static Fleet.Told fleet(String contender, String variant, long seed) {
        return Fleet.run(contender, comeback(variant), seed);
    }

    private static Map<String, Double> overload(String contender, Ready about, Kind kind, double times, long seed) {
        Bed bed = new Bed(contender, about, seed);
        bed.run(kind, 0.5, 20);
        bed.run(kind, times, 10);
        return bed.metrics(bed.run(kind, times, SECONDS), times, SECONDS);
    }

    private static Comeback comeback(String variant) {
        Comeback backOff = Comeback.backingOff(Duration.ofMillis(500), Duration.ofSeconds(32));
        return switch (variant) {
            case "obeying" -> Comeback.obeying();
            case "half" -> Comeback.obeying().orElse(backOff);
            case "backoff" -> backOff;
            default -> Comeback.after(Duration.ofSeconds(1));
        };
    }

    private static Map<Kind, Seen> mixed(Bed bed, Map<Kind, Double> asked) {
        bed.run(TIMED, 0.5, 20);
        bed.traffic.run(asked, Duration.ofSeconds(10));
        return bed.traffic.run(asked, Duration.ofSeconds(SECONDS));
    }

    private static Seen total(Map<Kind, Seen> seen) {
        Seen total = new Seen();
        seen.values().forEach(total::add);
        return total;
    }

    private static double refused(Seen seen) {
        return 100.0 * seen.refusals() / Math.max(1, seen.attempts());
    }
}
