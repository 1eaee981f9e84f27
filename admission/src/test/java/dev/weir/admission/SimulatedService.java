package dev.weir.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/** A service of some slots behind an admission, in virtual time: Poisson arrivals, first come first served. */
final class SimulatedService {
    private record Event(long at, long order, Runnable run) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    /** How long one request is served. */
    interface Service {
        double seconds(Random random);
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final Random random;
    private final int slots;
    private Service service;
    private Admission admission;
    private long now;
    private long order;
    private int busy;
    private boolean outside;
    private double slow;
    private long held;

    SimulatedService(int slots, Service service, long seed) {
        this.slots = slots;
        this.service = service;
        this.random = new Random(seed);
        this.admission =
                Admission.adaptive().clock(() -> now, this::in).most(100_000).maxWait(Duration.ofMillis(250));
    }

    void admission(Admission with) {
        admission = with.clock(() -> now, this::in);
    }

    SimulatedService maxWait(double seconds) {
        admission.tune(admission.settings().maxWait(Duration.ofNanos((long) (seconds * 1e9))));
        return this;
    }

    private void in(long nanos, Runnable then) {
        at(now + nanos, then);
    }

    /** Requests wait in the admission, not in the service. */
    SimulatedService waitingOutside() {
        outside = true;
        return this;
    }

    /** After a share of the answers the permit is held for so long more, though no slot is: its peer is slow. */
    SimulatedService slowPeers(double share, double seconds) {
        slow = share;
        held = (long) (seconds * 1e9);
        return this;
    }

    void service(Service other) {
        service = other;
    }

    Admission admission() {
        return admission;
    }

    private void at(long time, Runnable run) {
        events.add(new Event(time, order++, run));
    }

    /** What came of one phase: how many were offered, refused, and how long the others were inside. */
    static final class Phase {
        int offered;
        int refused;
        int late;
        double longestLate; // seconds, until somebody was refused
        final List<Double> seconds = new ArrayList<>();
        final List<Duration> retryAfter = new ArrayList<>();
        int done;

        double quantile(double q) {
            double[] sorted = seconds.stream().mapToDouble(s -> s).sorted().toArray();
            return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, q * sorted.length)];
        }

        double refusedShare() {
            return (double) refused / offered;
        }

        @Override
        public String toString() {
            return "offered %d refused %d (%d late) done %d p50 %.3f p99 %.3f"
                    .formatted(offered, refused, late, done, quantile(0.5), quantile(0.99));
        }
    }

    /** Runs for a while at so many arrivals a second. */
    Phase run(double perSecond, double seconds) {
        Phase phase = new Phase();
        long end = now + (long) (seconds * 1e9);
        for (double at = now + gap(perSecond); at < end; at += gap(perSecond)) {
            at((long) at, () -> arrive(phase));
        }
        until(end);
        return phase;
    }

    /** Runs for a while at so many arrivals a second of each kind of work; tells what came of each. */
    Map<Work, Phase> run(Map<Work, Double> perSecond, double seconds) {
        Map<Work, Phase> phases = new LinkedHashMap<>();
        long end = now + (long) (seconds * 1e9);
        perSecond.forEach((work, rate) -> {
            Phase phase = new Phase();
            phases.put(work, phase);
            for (double at = now + gap(rate); at < end; at += gap(rate)) {
                at((long) at, () -> arrive(work, phase));
            }
        });
        until(end);
        return phases;
    }

    /** So many arrivals at once, and then nothing until all is done. */
    Phase burst(int arrivals) {
        Phase phase = new Phase();
        for (int i = 0; i < arrivals; i++) {
            at(now, () -> arrive(phase));
        }
        until(Long.MAX_VALUE);
        return phase;
    }

    private double gap(double perSecond) {
        return -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
    }

    private void until(long end) {
        while (!events.isEmpty() && events.peek().at() < end) {
            Event event = events.remove();
            now = event.at();
            event.run().run();
        }
        now = end == Long.MAX_VALUE ? now : end;
    }

    private void arrive(Phase phase) {
        arrive(Work.normal(), phase);
    }

    private void arrive(Work work, Phase phase) {
        phase.offered++;
        long from = now;
        if (outside) {
            admission.enter(work, decision -> decided(decision, from, phase));
        } else {
            decided(admission.tryEnter(work), from, phase);
        }
    }

    private void decided(Decision decision, long from, Phase phase) {
        switch (decision) {
            case Decision.Refused(Refusal why) -> {
                phase.refused++;
                phase.late += now > from ? 1 : 0;
                phase.longestLate = Math.max(phase.longestLate, (now - from) / 1e9);
                phase.retryAfter.add(why.retryAfter());
            }
            case Permit permit -> {
                queue.add(() -> serve(permit, from, phase));
                next();
            }
        }
    }

    private void next() {
        if (busy < slots && !queue.isEmpty()) {
            busy++;
            queue.remove().run();
        }
    }

    private void serve(Permit permit, long from, Phase phase) {
        at(now + (long) (service.seconds(random) * 1e9), () -> {
            if (slow > 0 && random.nextDouble() < slow) {
                at(now + held, permit::close);
            } else {
                permit.close();
            }
            phase.done++;
            phase.seconds.add((now - from) / 1e9);
            busy--;
            next();
        });
    }

    static Service fixed(double seconds) {
        return random -> seconds;
    }

    static Service exponential(double seconds) {
        return random -> -Math.log(1 - random.nextDouble()) * seconds;
    }

    static String join(Object... phases) {
        return String.join("\n", Arrays.stream(phases).map(String::valueOf).toList());
    }
}
