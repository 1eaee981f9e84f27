package dev.weir.bench.admission;

import dev.weir.testkit.load.Comeback;
import dev.weir.testkit.load.Curve;
import dev.weir.testkit.load.Kind;
import dev.weir.testkit.load.Seen;
import dev.weir.testkit.load.SimulatedService;
import dev.weir.testkit.load.Timeline;
import dev.weir.testkit.load.Traffic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a trial in virtual time is made in: a service with a contender before it, and its traffic. */
final class Bed {
    private final Ready about;
    final Timeline time;
    final SimulatedService service;
    final Promises promises;
    final Traffic traffic;

    Bed(String contender, Ready about, long seed) {
        this(contender, about, seed, Comeback.never());
    }

    Bed(String contender, Ready about, long seed, Comeback comeback) {
        this.about = about;
        time = new Timeline(seed);
        service = new SimulatedService(time, about.whole().slots(), Gates.named(contender, about, time, time));
        about.places().forEach((place, has) -> {
            if (!place.equals(SimulatedService.WHOLE)) {
                service.place(place, has.slots());
            }
        });
        promises = new Promises(time, service);
        traffic = new Traffic(time, promises, comeback);
    }

    /** Asks for so many times what can be done, for so many seconds. */
    Seen run(Kind kind, double times, int seconds) {
        return traffic.run(kind, times * about.whole().perSecond(), Duration.ofSeconds(seconds));
    }

    /** What was of use in the last so many seconds, a second. */
    double useful(int last) {
        List<Curve.Second> all = traffic.curve().seconds();
        return all.subList(Math.max(0, all.size() - last), all.size()).stream()
                        .mapToLong(Curve.Second::useful)
                        .sum()
                / (double) last;
    }

    /** The usual numbers, of what was asked for so many times what can be done in the last seconds. */
    Map<String, Double> metrics(Seen seen, double times, int last) {
        double could = Math.min(1, times) * about.whole().perSecond();
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("goodput %", 100 * useful(last) / could);
        metrics.put("refused %", 100.0 * seen.refusals() / Math.max(1, seen.attempts()));
        metrics.put("p50 ms", 1e3 * seen.seconds(0.5));
        metrics.put("p99 ms", 1e3 * seen.seconds(0.99));
        metrics.put("most inside", (double) service.mostInside());
        return metrics;
    }
}
