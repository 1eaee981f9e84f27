package dev.weir.bench;

import dev.weir.bench.http.Payload;
import dev.weir.bench.load.Client;
import dev.weir.bench.load.Load;
import dev.weir.bench.load.Probe;
import dev.weir.bench.load.Protocol;
import dev.weir.bench.load.Site;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Starts a server, asks it once and checks the answer, loads it so that it is warm, and then loads it to measure. The
 * processor time is that of the server alone, over the load that counts; the memory is the most it had since its start.
 */
final class HttpFork implements Fork {
    private static final double MIB = 1024 * 1024;

    private final Effort effort;

    HttpFork(Effort effort) {
        this.effort = effort;
    }

    @Override
    public Score measure(Subject subject, Build build) {
        Payload payload = HttpCatalog.payload(subject);
        Protocol protocol = HttpCatalog.protocol(subject);
        Client client = Client.of(protocol);
        client.program().path(); // said before anything is started
        try (Sites sites = Sites.of(subject, build)) {
            Site measured = sites.measured();
            Probe.check(measured.port(), protocol, payload);
            String url = "http://127.0.0.1:" + measured.port() + payload.path();
            client.load(url, atATime(payload), time(effort.warmUps()));
            OptionalLong before = measured.server().cpuNanos();
            Load load = client.load(url, atATime(payload), time(effort.iterations()));
            OptionalLong after = measured.server().cpuNanos();
            double cpu = before.isPresent() && after.isPresent() ? after.getAsLong() - before.getAsLong() : Double.NaN;
            return score(payload, load, cpu / 1_000, measured.server().peakBytes());
        }
    }

    private Duration time(int times) {
        return Duration.ofMillis((long) times * effort.millis());
    }

    /** How many requests are under way: fewer, if each keeps the machine busy. */
    static int atATime(Payload payload) {
        return switch (payload) {
            case SMALL, MEDIUM -> 64;
            case LARGE -> 16;
            case STREAM -> 2;
        };
    }

    /** What is told of a load that took the server so much processor time. */
    static Score score(Payload payload, Load load, double cpuMicros, OptionalLong peakBytes) {
        double items = payload.isStreamed() ? load.bytes() / MIB : load.requests();
        if (items == 0) {
            throw new IllegalStateException(
                    "something must be answered but nothing was, in " + load.seconds() + " s; measure for longer");
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (payload.isStreamed()) {
            metrics.put("MiB/s", items / load.seconds());
            metrics.put("cpu us/MiB", cpuMicros / items);
        } else {
            metrics.put("requests/s", items / load.seconds());
            metrics.put("MiB/s", items * payload.length() / MIB / load.seconds());
            metrics.put("cpu us/request", cpuMicros / items);
            metrics.put("p50 ms", load.p50());
            metrics.put("p99 ms", load.p99());
        }
        metrics.put("peak MiB", peakBytes.isPresent() ? peakBytes.getAsLong() / MIB : Double.NaN);
        return new Score(metrics);
    }
}
