package dev.weir.bench.admission;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.limit.AIMDLimit;
import com.netflix.concurrency.limits.limit.FixedLimit;
import com.netflix.concurrency.limits.limit.Gradient2Limit;
import com.netflix.concurrency.limits.limit.VegasLimit;
import com.netflix.concurrency.limits.limit.WindowedLimit;
import dev.weir.admission.Admission;
import dev.weir.admission.AdmissionSettings;
import dev.weir.admission.Alarm;
import dev.weir.admission.Route;
import dev.weir.admission.Stage;
import dev.weir.admission.Ticker;
import dev.weir.testkit.load.Gate;
import dev.weir.testkit.load.SimulatedService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The contenders, by name. Each is there as it is without being told anything of the service, and, where that makes a
 * difference, tuned: told by somebody who has measured how many requests are of use inside, which is by Little's law what the
 * service does a second times the time that it takes for each, and a fifth more. One that is tuned has a limit of its own for
 * each place that requests are served at.
 */
public final class Gates {
    /** All that can be had without a server of their own. */
    public static final List<String> NAMES = List.of(
            "floorNone",
            "weir",
            "bulkhead",
            "bulkheadTuned",
            "vegas",
            "vegasWindowed",
            "vegasTuned",
            "gradient2",
            "gradient2Tuned",
            "aimd",
            "aimdTuned");

    private static final int TIMES_TOO_LONG = 3; // of what one takes, for AIMD

    private Gates() {}

    /** One that has not been used. */
    public static Gate named(String name, Ready service, Ticker clock, Alarm alarm) {
        if (name.equals("weir")) {
            return weir(service, Admission.adaptive().clock(clock, alarm));
        }
        if (!name.endsWith("Tuned")) {
            return usual(name, clock);
        }
        Map<String, Gate> each = new HashMap<>();
        service.places().forEach((place, about) -> each.put(place, tuned(name, about, clock)));
        return (asking, entry) ->
                Objects.requireNonNull(each.get(asking.kind().place())).ask(asking, entry);
    }

    /** One that refuses all, since what it may have inside is inside and stays there. */
    public static Gate closed(String name, Ticker clock, Alarm alarm) {
        return switch (name) {
            case "floorNone" -> (_, entry) -> entry.refused(0, true);
            case "weir" -> {
                Admission admission = Admission.of(
                                AdmissionSettings.usual().most(1).waiting(0))
                        .clock(clock, alarm);
                var _ = admission.tryEnter();
                yield Gate.of(admission);
            }
            case "bulkhead" -> BulkheadGate.of(0);
            default -> new LimiterGate(FixedLimit.of(0), clock);
        };
    }

    private static Gate weir(Ready service, Admission admission) {
        Map<String, Route> routes = new HashMap<>();
        service.places().forEach((place, about) -> {
            if (!place.equals(SimulatedService.WHOLE)) {
                routes.put(place, admission.route(place, Stage.named(place).slots(about.slots())));
            }
        });
        return Gate.of(kind -> routes.getOrDefault(kind.place(), admission.everything()));
    }

    private static Gate usual(String name, Ticker clock) {
        return switch (name) {
            case "floorNone" -> Gate.open();
            case "bulkhead" -> BulkheadGate.usual();
            case "vegas" -> new LimiterGate(VegasLimit.newDefault(), clock);
            case "vegasWindowed" -> new LimiterGate(windowed(VegasLimit.newDefault()), clock);
            case "gradient2" -> new LimiterGate(windowed(Gradient2Limit.newDefault()), clock);
            case "aimd" -> new LimiterGate(AIMDLimit.newBuilder().build(), clock);
            default -> throw new IllegalArgumentException("a contender must be one of " + NAMES + " but was " + name);
        };
    }

    private static Gate tuned(String name, Ready.Place place, Ticker clock) {
        int best = place.best();
        return switch (name) {
            case "bulkheadTuned" -> BulkheadGate.of(best);
            case "vegasTuned" ->
                new LimiterGate(
                        windowed(VegasLimit.newBuilder()
                                .initialLimit(best)
                                .maxConcurrency(2 * best)
                                .build()),
                        clock);
            case "gradient2Tuned" ->
                new LimiterGate(
                        windowed(Gradient2Limit.newBuilder()
                                .initialLimit(best)
                                .minLimit(Math.max(1, best / 2))
                                .maxConcurrency(2 * best)
                                .build()),
                        clock);
            case "aimdTuned" ->
                new LimiterGate(
                        AIMDLimit.newBuilder()
                                .initialLimit(best)
                                .minLimit(Math.max(1, best / 2))
                                .maxLimit(2 * best)
                                .timeout((long) (TIMES_TOO_LONG * place.nanos()), TimeUnit.NANOSECONDS)
                                .build(),
                        clock);
            default -> throw new IllegalArgumentException("a contender must be one of " + NAMES + " but was " + name);
        };
    }

    private static Limit windowed(Limit limit) {
        return WindowedLimit.newBuilder().build(limit);
    }
}
