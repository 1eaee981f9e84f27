package dev.weir.bench;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The outcome as one JSON object, with what each fork came to. */
final class JsonReport {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonReport() {}

    static String of(Effort effort, Outcome outcome) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("java", Runtime.version().toString())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("rounds", effort.rounds())
                .put("warmUps", effort.warmUps())
                .put("iterations", effort.iterations())
                .put("iterationMs", effort.millis());
        var results = json.putArray("results");
        for (Standings standings : Standings.of(outcome.results())) {
            standings.results().forEach(result -> put(results.addObject(), standings, result));
        }
        ObjectNode failures = json.putObject("failures");
        outcome.failures().forEach(failures::put);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static void put(ObjectNode json, Standings standings, Result result) {
        json.put("workload", standings.contest().id())
                .put("title", standings.contest().about().title())
                .put("item", standings.contest().about().item())
                .put("moreIsBetter", standings.contest().about().moreIsBetter())
                .put("contender", result.subject().contender())
                .put("build", result.build().name());
        ObjectNode parameters = json.putObject("parameters");
        standings.setting().forEach(parameters::put);
        ObjectNode metrics = json.putObject("metrics");
        for (String metric : result.metrics()) {
            put(metrics.putObject(metric), metric, result);
        }
        ObjectNode ratios = json.putObject("ratios");
        standings.floors().forEach(floor -> put(ratios, floor.subject().contender(), result, floor));
        standings.bestPeer().ifPresent(peer -> put(ratios, "bestPeer", result, peer));
    }

    private static void put(ObjectNode json, String metric, Result result) {
        List<Double> all = result.scores().stream()
                .filter(score -> score.metrics().containsKey(metric))
                .map(score -> score.value(metric))
                .toList();
        json.put("median", result.median(metric));
        var rounds = json.putArray("rounds");
        all.forEach(rounds::add);
    }

    private static void put(ObjectNode ratios, String name, Result result, Result other) {
        if (other.value() != 0) {
            ratios.put(name, result.value() / other.value());
        }
    }
}
