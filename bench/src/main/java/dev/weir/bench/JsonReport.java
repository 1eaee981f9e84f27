package dev.weir.bench;

import java.util.List;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Results as one JSON object, with what each fork came to. */
final class JsonReport {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonReport() {}

    static String of(Effort effort, List<Result> results) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("java", Runtime.version().toString())
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("rounds", effort.rounds())
                .put("iterations", effort.iterations())
                .put("iterationMs", effort.millis());
        var benchmarks = json.putArray("benchmarks");
        results.forEach(result -> put(benchmarks.addObject(), result, results));
        var perStage = json.putArray("perStage");
        PerStage.of(results)
                .forEach(one -> perStage.addObject()
                        .put("method", one.method())
                        .put("nsPerItem", one.nanos())
                        .put("bytesPerItem", one.bytes()));
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    private static void put(ObjectNode json, Result result, List<Result> all) {
        json.put("name", result.subject().name())
                .put("nsPerItem", result.nanos())
                .put("min", result.leastNanos())
                .put("max", result.mostNanos())
                .put("bytesPerItem", result.bytes());
        OptionalDouble ratio = result.ratio(all);
        if (ratio.isPresent()) {
            json.put("ratio", ratio.getAsDouble());
        } else {
            json.putNull("ratio");
        }
        var forks = json.putArray("forks");
        result.forks()
                .forEach(
                        fork -> forks.addObject().put("nsPerItem", fork.nanos()).put("bytesPerItem", fork.bytes()));
    }
}
