package dev.weir.bench.edge;

import dev.weir.bench.load.ProcStatus;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** The program of those who ask: prints lines of a name and a number, and ends. */
public final class AskEdge {
    private static final double TOGETHER = 0.7; // of the time to warm up
    private static final double MIB = 1024 * 1024;
    private static final int SERVERS = 0; // which processor the server has

    private AskEdge() {}

    /**
     * Asks as the plan says, and ends; with 1 if that failed, whatever is still under way.
     *
     * @param args a {@link Plan}, as it is told
     */
    public static void main(String[] args) {
        try {
            ask(Plan.parse(args)).forEach((name, value) -> System.out.println(name + " " + value));
            System.exit(0);
        } catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static Map<String, Double> ask(Plan plan) throws Exception {
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        var _ = Stats.of(plan.stats()); // what that needs is loaded while nothing is measured
        long began = System.nanoTime();
        CompletableFuture<Tallies> run = new OpenLoop(group.next(), plan).run();
        LockSupport.parkNanos((long) (TOGETHER * plan.warmUpNanos()));
        Pinned.move(plan.server(), SERVERS); // what compiles its code had another one too until then
        LockSupport.parkNanos(plan.warmUpNanos() - (System.nanoTime() - began));
        Stats.Used before = Stats.of(plan.stats());
        Map<String, Double> told = new HashMap<>();
        if (plan.apartNanos() > 0) {
            LockSupport.parkNanos(plan.apartNanos());
            told.putAll(memory("first.", plan));
            LockSupport.parkNanos(plan.wholeNanos() - (System.nanoTime() - began));
            told.putAll(memory("last.", plan));
        }
        told.putAll(run.get().told());
        Stats.Used used = Stats.of(plan.stats()).since(before);
        told.put("server.cpuNanos", (double) used.nanos());
        told.put("server.bytes", (double) used.bytes());
        return told;
    }

    private static Map<String, Double> memory(String when, Plan plan) throws IOException {
        double live = Stats.live(plan.stats());
        double resident = ProcStatus.residentBytes(plan.server()).orElse(0);
        return Map.of(when + "liveMiB", live / MIB, when + "residentMiB", resident / MIB);
    }
}
