package dev.weir.testkit.load;

import dev.weir.admission.Criticality;
import dev.weir.admission.Work;
import dev.weir.testkit.Law;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What must hold of whatever decides at an edge, in virtual time; half of them are ways in which such a thing is known to fail.
 * The service has 16 slots and takes 20 ms for one (lognormal, with a deviation of 6 ms), if a law does not say otherwise, so
 * that it can do 800 a second.
 */
public final class GateLaws {
    private static final long SEED = 17;
    private static final int SLOTS = 16;
    private static final Duration MEAN = Duration.ofMillis(20);
    private static final double CAPACITY = 800;

    private final Function<Timeline, Gate> gate;
    private int most = Integer.MAX_VALUE;
    private boolean knowsCriticality = true;
    private boolean saysWhen = true;

    private GateLaws(Function<Timeline, Gate> gate) {
        this.gate = gate;
    }

    /**
     * The laws of a gate.
     *
     * @param gate makes one that has not been used, and has the clock of the timeline
     * @return the laws, to be narrowed down
     */
    public static GateLaws of(Function<Timeline, Gate> gate) {
        return new GateLaws(gate);
    }

    /**
     * It never has more inside than that.
     *
     * @param inside how many, at least 24
     * @return this
     */
    public GateLaws most(int inside) {
        most = inside;
        return this;
    }

    /**
     * It does not know who matters more.
     *
     * @return this
     */
    public GateLaws withoutCriticality() {
        knowsCriticality = false;
        return this;
    }

    /**
     * It does not say when to come back.
     *
     * @return this
     */
    public GateLaws withoutHints() {
        saysWhen = false;
        return this;
    }

    /**
     * All of them.
     *
     * @return each, to be run on its own, in any order
     */
    public List<Law> laws() {
        List<Law> laws = new ArrayList<>();
        laws.add(new Law("nobody is refused at nine tenths of what can be done", this::belowCapacity));
        laws.add(new Law("at twice what can be done, as much is done in time", () -> overload(2, 0.97)));
        laws.add(new Law("at five times what can be done, as much is done in time", () -> overload(5, 0.95)));
        laws.add(new Law("at ten times what can be done, as much is done in time", () -> overload(10, 0.9)));
        laws.add(new Law("half an hour of overload is like its first minutes", this::drift));
        laws.add(new Law("two seconds after an overload nothing is left of it", this::recovery));
        laws.add(new Law("a service that becomes five times slower is followed, and followed back", this::brownout));
        laws.add(new Law("one answer that is quick by chance changes nothing", this::luckyOnce));
        laws.add(new Law("a service that takes a second for each is kept busy", this::slowService));
        laws.add(new Law("a long quiet time is followed by what was there before", this::afterIdle));
        laws.add(new Law(
                "a processor that all inside share, and that becomes slower, is kept busy", this::sharedProcessor));
        laws.add(new Law("what is let in and ends leaves nothing behind", this::leaksNothing));
        if (most < Integer.MAX_VALUE) {
            laws.add(new Law("no more than the most are ever inside", this::neverTooMany));
        }
        if (knowsCriticality) {
            laws.add(new Law("who matters more is refused last", this::criticality));
        }
        if (saysWhen) {
            laws.add(new Law("who comes back when told is not refused again and again", this::comeback));
        }
        return laws;
    }

    /** A service with its gate and its traffic. */
    private final class Rig {
        private final Timeline time;
        private final SimulatedService service;
        private final Traffic traffic;
        private Kind kind = Kind.of(ServiceTime.lognormal(MEAN, 0.3));

        private Rig(long seed, int slots, Comeback comeback) {
            time = new Timeline(seed);
            service = new SimulatedService(time, slots, gate.apply(time));
            traffic = new Traffic(time, service, comeback);
        }

        private Rig() {
            this(SEED, SLOTS, Comeback.never());
        }

        private Seen run(double times, int seconds) {
            return traffic.run(kind, times * CAPACITY, Duration.ofSeconds(seconds));
        }

        /** What was done in the last seconds and of use, as a share of what can be done. */
        private double goodput(int last) {
            List<Curve.Second> seconds = traffic.curve().seconds();
            return seconds.subList(seconds.size() - last, seconds.size()).stream()
                            .mapToLong(Curve.Second::useful)
                            .sum()
                    / (last * CAPACITY);
        }
    }

    private void belowCapacity() {
        Seen seen = new Rig().run(0.9, 60);
        check(seen.refusals() == 0, "%d were refused: %s", seen.refusals(), seen);
    }

    private void overload(double times, double least) {
        Rig rig = new Rig();
        rig.run(0.5, 20);
        rig.run(times, 10);
        Seen seen = rig.run(times, 30);
        double goodput = rig.goodput(30);
        check(goodput >= least, "only %.3f of it was done: %s", goodput, seen);
        check(seen.seconds(0.99) < 0.35, "those let in took too long: %s", seen);
    }

    private void drift() {
        Rig rig = new Rig();
        rig.run(0.5, 20);
        rig.run(2, 10);
        Seen first = rig.run(2, 300); // what goes up and down in between is no drift
        rig.run(2, 1_440);
        Seen last = rig.run(2, 300);
        double drift = last.seconds(0.5) / first.seconds(0.5);
        check(drift < 1.1, "the median went up by a factor of %.2f: %s, then %s", drift, first, last);
        check(last.useful() > 0.97 * first.useful(), "goodput went down: %s, then %s", first, last);
    }

    private void recovery() {
        Rig rig = new Rig();
        Seen before = rig.run(0.5, 20);
        rig.run(5, 20);
        rig.run(0.5, 2);
        Seen after = rig.run(0.5, 20);
        check(after.refusals() == 0, "%d were refused afterwards: %s", after.refusals(), after);
        check(after.useful() > 0.99 * after.asked(), "some were not served in time afterwards: %s", after);
        double times = after.seconds(0.99) / before.seconds(0.99);
        check(times < 1.5, "it takes %.1f times as long as before: %s, then %s", times, before, after);
    }

    private void brownout() {
        Rig rig = new Rig();
        rig.run(0.8, 20);
        rig.service.slower(5);
        rig.run(0.8, 5);
        Seen slow = rig.run(0.8, 25);
        double goodput = 5 * rig.goodput(25);
        check(goodput >= 0.95, "only %.3f of what it still could: %s", goodput, slow);
        rig.service.slower(1);
        rig.run(0.8, 3);
        Seen after = rig.run(0.8, 20);
        check(after.refusals() == 0, "%d were refused afterwards: %s", after.refusals(), after);
    }

    /** What takes the shortest time ever seen for the time without load would think that all later ones wait. */
    private void luckyOnce() {
        Rig rig = new Rig();
        Kind usual = rig.kind;
        rig.run(0.5, 10);
        rig.kind = new Kind("lucky", Work.normal(), usual.place(), usual.time().times(0.005), usual.useful());
        rig.run(0.01, 1);
        rig.kind = usual;
        Seen seen = rig.run(0.9, 60);
        check(seen.refusals() == 0, "%d were refused: %s", seen.refusals(), seen);
    }

    /** What asks the service for less now and then, to see how quick it is without load, loses what it does not ask for. */
    private void slowService() {
        Rig rig = new Rig();
        rig.kind = Kind.of(ServiceTime.lognormal(Duration.ofSeconds(1), 0.1)).useful(Duration.ofSeconds(4));
        double rate = 0.7 * SLOTS;
        rig.traffic.run(rig.kind, rate, Duration.ofMinutes(1));
        Seen seen = rig.traffic.run(rig.kind, rate, Duration.ofMinutes(2));
        rig.time.passAll();
        check(seen.useful() > 0.99 * seen.asked(), "only some were served: %s", seen);
    }

    /** What lets its limit go up or down while there is nothing to do is wrong when there is. */
    private void afterIdle() {
        Rig rig = new Rig();
        rig.run(2, 30);
        rig.run(0.01, 600);
        rig.run(2, 5);
        Seen seen = rig.run(2, 30);
        double goodput = rig.goodput(30);
        check(goodput >= 0.97, "only %.3f of it was done: %s", goodput, seen);
        check(seen.seconds(0.99) < 0.35, "those let in took too long: %s", seen);
    }

    /**
     * What came with few inside and left with many took as long as with many: what takes that for what few can do lets in more and
     * more, as more seem to do more.
     */
    private void sharedProcessor() {
        for (int seed = 1; seed <= 5; seed++) {
            Rig rig = new Rig(seed, 1, Comeback.never());
            rig.service.processors(Duration.ofNanos(100_000), Duration.ofNanos(10_000));
            rig.kind = Kind.of(ServiceTime.fixed(Duration.ofMillis(1)));
            for (double slower = 5; slower > 0.5; slower *= 0.8) { // its code is compiled
                rig.service.slower(slower);
                rig.traffic.run(rig.kind, 2_000, Duration.ofSeconds(1));
            }
            rig.service.slower(1); // it has half of the processor that it had
            rig.traffic.run(rig.kind, 2_000, Duration.ofSeconds(5));
            Seen seen = rig.traffic.run(rig.kind, 4_000, Duration.ofSeconds(20));
            check(seen.useful() > 0.95 * 960 * 20, "it can do 960 a second for 20 s, but %s", seen);
            check(seen.seconds(0.99) < 0.35, "those let in took too long: %s", seen);
        }
    }

    private void leaksNothing() {
        Rig rig = new Rig();
        for (int i = 0; i < 10; i++) {
            rig.run(5, 3);
            rig.time.passAll();
            check(rig.service.inside() == 0, "%d were never served", rig.service.inside());
        }
        rig.run(0.5, 2);
        Seen seen = rig.run(0.8, 20);
        check(seen.refusals() == 0, "%d were refused afterwards: %s", seen.refusals(), seen);
    }

    private void neverTooMany() {
        Rig rig = new Rig();
        for (double times : new double[] {0.5, 10, 0.1, 3, 20}) {
            rig.run(times, 5);
        }
        int mostInside = rig.service.mostInside();
        check(mostInside <= most, "%d were inside where %d may be", mostInside, most);
    }

    private void criticality() {
        Rig rig = new Rig();
        Map<Kind, Double> mix = new LinkedHashMap<>();
        for (Criticality each : List.of(Criticality.CRITICAL, Criticality.NORMAL, Criticality.SHEDDABLE)) {
            mix.put(rig.kind.named(each.name()).work(Work.of(each)), 0.8 * CAPACITY);
        }
        rig.run(0.5, 20);
        rig.traffic.run(mix, Duration.ofSeconds(10));
        List<Seen> seen =
                List.copyOf(rig.traffic.run(mix, Duration.ofSeconds(30)).values());
        double before = 0.01;
        for (Seen each : seen) {
            check(each.refusalsEach() >= before - 0.01, "what matters less was refused less: %s", seen);
            before = each.refusalsEach();
        }
        check(seen.getFirst().refusals() == 0, "what is critical was refused though it fits: %s", seen);
        check(seen.getLast().served() > 0, "what matters least was never served: %s", seen);
    }

    private void comeback() {
        Rig rig = new Rig(SEED, SLOTS, Comeback.obeying());
        rig.run(0.5, 20);
        Seen spike = rig.run(5, 5);
        Seen meanwhile = rig.run(0.5, 60);
        rig.time.pass(Duration.ofMinutes(1));
        check(spike.refusalsEach() < 1.5, "each was refused %.2f times: %s", spike.refusalsEach(), spike);
        check(meanwhile.refusalsEach() < 0.5, "others were refused for it: %s", meanwhile);
    }

    @SuppressWarnings("AnnotateFormatMethod") // that would need a dependency on its annotations
    private static void check(boolean holds, String message, Object... with) {
        if (!holds) {
            throw new AssertionError(message.formatted(with));
        }
    }
}
