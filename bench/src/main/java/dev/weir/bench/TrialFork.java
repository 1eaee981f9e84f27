package dev.weir.bench;

import dev.weir.bench.admission.Fleet;
import dev.weir.bench.admission.Trial;
import dev.weir.testkit.load.Curve;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs trials in virtual time, in this JVM: nothing of it depends on the machine. Each round has another seed. */
final class TrialFork implements Fork {
    private final Map<Subject, Long> seeds = new HashMap<>();
    private final Map<String, Map<String, List<Curve.Second>>> fleets = new TreeMap<>(); // by variant, then contender

    @Override
    public Score measure(Subject subject, Build build) {
        long seed = seeds.merge(subject, 1L, Long::sum);
        String variant = subject.setting().getOrDefault(AdmissionCatalog.LOAD, "");
        Trial trial = AdmissionCatalog.trial(subject);
        if (trial == Trial.FLEET) {
            Fleet.Told told = Trial.fleet(subject.contender(), variant, seed);
            fleets.computeIfAbsent(variant, _ -> new LinkedHashMap<>())
                    .putIfAbsent(subject.contender(), told.seconds());
            return new Score(Fleet.metrics(told));
        }
        return new Score(trial.run(subject.contender(), variant, seed));
    }

    /** What fleets did in each second of the first round: drawings, by the names of their files. */
    Map<String, String> curves() {
        Map<String, String> drawings = new LinkedHashMap<>();
        fleets.forEach((variant, told) -> {
            Map<String, List<Double>> refused = new LinkedHashMap<>();
            told.forEach((contender, seconds) -> refused.put(
                    contender,
                    seconds.stream().map(second -> (double) second.refused()).toList()));
            drawings.put(
                    "fleet-" + variant + ".svg",
                    CurvePlot.of(
                            "1,000 instances, 3 times what they can do for 5 s; clients: " + variant,
                            "refused a second",
                            refused));
        });
        return drawings;
    }
}
