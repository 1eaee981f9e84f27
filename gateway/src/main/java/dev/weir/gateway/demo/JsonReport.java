package dev.weir.gateway.demo;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a demo came to, as one JSON object on one line. What there was none of is null. */
final class JsonReport {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonReport() {}

    static String of(DemoResult result) {
        Setup setup = result.setup();
        ObjectNode json =
                MAPPER.createObjectNode().put("capacity", Setup.CAPACITY).put("seed", setup.seed());
        put(json, "maxWaitMs", setup.maxWait().toNanos() / 1e6);
        put(json, "serviceMs", Setup.SERVICE.toNanos() / 1e6);
        put(json, "deadlineMs", setup.deadline().toNanos() / 1e6);
        json.put("stopped", result.stopped());
        run(json.putObject("unprotected"), result.bare());
        ObjectNode shielded = json.putObject("protected");
        put(shielded, "bound", result.shielded().bound());
        put(shielded, "heldMax", result.shielded().heldMax());
        run(shielded, result.shielded());
        return MAPPER.writeValueAsString(json);
    }

    private static void run(ObjectNode json, RunResult run) {
        put(json, "generatorLateP99Ms", run.generatorLateP99Ms(), 1);
        var phases = json.putArray("phases");
        run.phases().forEach(phase -> phase(phases.addObject(), phase));
    }

    private static void phase(ObjectNode json, PhaseResult phase) {
        put(json, "load", phase.load());
        json.put("offered", phase.offered())
                .put("inTime", phase.inTime())
                .put("late", phase.late())
                .put("refused", phase.refused())
                .put("failed", phase.failed());
        put(json, "goodputShare", phase.goodputShare(), 3);
        put(json, "answerP50Ms", phase.answerP50Ms(), 1);
        put(json, "answerP99Ms", phase.answerP99Ms(), 1);
        put(json, "refusalP50Ms", phase.refusalP50Ms(), 2);
        put(json, "refusalP99Ms", phase.refusalP99Ms(), 2);
        put(json, "retryAfterSeconds", phase.retryAfterSeconds());
        json.put("refusedAfter2s", phase.refusedAfter2s());
    }

    private static void put(ObjectNode json, String name, OptionalLong value) {
        if (value.isPresent()) {
            json.put(name, value.getAsLong());
        } else {
            json.putNull(name);
        }
    }

    private static void put(ObjectNode json, String name, OptionalDouble value, int decimals) {
        if (value.isPresent()) {
            double scale = Math.pow(10, decimals);
            put(json, name, Math.round(value.getAsDouble() * scale) / scale);
        } else {
            json.putNull(name);
        }
    }

    /** A number, without decimals if it has none. */
    private static void put(ObjectNode json, String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.put(name, (long) value);
        } else {
            json.put(name, value);
        }
    }
}
