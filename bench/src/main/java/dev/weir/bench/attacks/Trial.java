package dev.weir.bench.attacks;

import dev.weir.bench.attacks.Attack.Aim;
import dev.weir.bench.load.Child;
import dev.weir.bench.load.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One attack: starts a server and its honest clients as processes of their own, looks at both in peace, attacks the server
 * from this process, and looks again when the attackers have gone. Nothing of it goes on afterwards.
 */
public final class Trial {
    private static final double MIB = 1024 * 1024;
    private static final double NANOS = 1e9;
    private static final int HONEST_HEAP = 256;
    private static final int PER_SECOND = 50;
    private static final int BRIEF_SECONDS = 3;
    private static final int BRIEF_HOLD_SECONDS = 8;
    private static final int RECOVERY_MILLIS = 1_000;
    private static final int WARM_MILLIS = 500;

    private final Jvms jvms;
    private final boolean brief;
    private final Map<String, Double> numbers = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private List<String> histogram = List.of();

    /** Makes the command for a program of this build. */
    @FunctionalInterface
    public interface Jvms {
        /** With a heap of so many MiB. */
        List<String> command(int heapMebibytes, Class<?> program, List<String> arguments);
    }

    private Trial(Jvms jvms, boolean brief) {
        this.jvms = jvms;
        this.brief = brief;
    }

    /**
     * Does it.
     *
     * @param attack which one
     * @param brief whether it is to be short, with fewer attackers, and a server that has less patience
     * @param jvms how the processes are started
     * @return what became of it
     */
    public static Finding of(Attack attack, boolean brief, Jvms jvms) throws InterruptedException {
        return new Trial(jvms, brief).run(attack);
    }

    private Finding run(Attack attack) throws InterruptedException {
        List<String> manner = brief ? List.of(Target.HASTY) : List.of();
        Tally tally = new Tally();
        try (Site site = Site.telling(jvms.command(attack.heapMebibytes(), Target.class, manner), Target.LISTENING);
                Child honest = Child.start(jvms.command(
                        HONEST_HEAP, Honest.class, List.of(String.valueOf(site.port()), String.valueOf(PER_SECOND))))) {
            Child server = site.server();
            if (Asked.line(honest, Honest.READY).isEmpty()) {
                throw new IllegalStateException("honest clients must begin but did not\n" + honest.said());
            }
            warmUp(honest);
            peace("before", server, honest);
            attack(attack, site, honest, tally);
            Thread.sleep(RECOVERY_MILLIS);
            ask("recovery", honest);
            peace("after", server, honest);
            notes(server, tally);
        }
        numbers.put("units", (double) tally.units());
        numbers.put("connections", (double) tally.connections());
        numbers.put("neverCut", (double) tally.open());
        numbers.put("notConnected", (double) tally.notMade());
        numbers.put("cutAfterMs.median", tally.cutAfter(0.5));
        numbers.put("cutAfterMs.max", tally.cutAfter(1));
        return new Finding(attack, new TreeMap<>(numbers), tally.cuts(), List.copyOf(notes), histogram);
    }

    /** Until all are answered in time, or it has been tried for long enough. */
    private void warmUp(Child honest) throws InterruptedException {
        long began = System.nanoTime();
        long least = (brief ? 1 : 3) * 1_000_000_000L;
        long most = (brief ? 8 : 20) * 1_000_000_000L;
        boolean warm = false;
        while (System.nanoTime() - began < least || (!warm && System.nanoTime() - began < most)) {
            Thread.sleep(WARM_MILLIS);
            ask("warm", honest);
            warm = number("h1.p99.warm") < WARM_MILLIS
                    && number("h2.p99.warm") < WARM_MILLIS
                    && number("h1.failed.warm") + number("h2.failed.warm") == 0;
        }
        numbers.keySet().removeIf(name -> name.endsWith(".warm"));
    }

    /** Nobody attacks. */
    private void peace(String when, Child server, Child honest) throws InterruptedException {
        held(when, server);
        ask("", honest);
        long began = System.nanoTime();
        double cpu = cpu(server);
        Thread.sleep(brief ? 1_500 : 4_000);
        numbers.put("cores." + when, (cpu(server) - cpu) / (System.nanoTime() - began));
        ask(when, honest);
        numbers.put("resident." + when, server.residentBytes().orElse(0) / MIB);
        numbers.put("descriptors." + when, (double) server.descriptors().orElse(0));
    }

    private void held(String when, Child server) throws InterruptedException {
        Map<String, Double> held = Asked.of(server, "heap");
        numbers.put("heap." + when, held.getOrDefault("heap", Double.NaN) / MIB);
        numbers.put("direct." + when, held.getOrDefault("direct", Double.NaN) / MIB);
        numbers.put("threads." + when, held.getOrDefault("threads", Double.NaN));
    }

    /** How the honest clients fared since they were asked last. */
    private void ask(String when, Child honest) throws InterruptedException {
        Map<String, Double> told = Asked.of(honest, "fared");
        if (!when.isEmpty()) {
            for (String version : List.of("h1", "h2")) {
                for (String name : List.of("asked", "ok", "failed", "p50", "p99")) {
                    numbers.put(version + "." + name + "." + when, told.getOrDefault(version + "." + name, Double.NaN));
                }
                double asked = told.getOrDefault(version + ".asked", 0.0);
                numbers.put(version + ".goodput." + when, told.getOrDefault(version + ".ok", 0.0) / Math.max(1, asked));
            }
        }
    }

    private double number(String name) {
        return numbers.getOrDefault(name, Double.NaN);
    }

    private static double cpu(Child server) {
        return server.cpuNanos().orElse(0);
    }

    private void attack(Attack attack, Site site, Child honest, Tally tally) throws InterruptedException {
        Child server = site.server();
        int port = attack.aim() == Aim.DEFLATE
                ? Integer.parseInt(Asked.line(server, Target.DEFLATE).orElse("0"))
                : site.port();
        int most = attack.assault() instanceof Flood ? BRIEF_SECONDS : BRIEF_HOLD_SECONDS;
        long began = System.nanoTime();
        long deadline = began + (long) ((brief ? most : attack.seconds()) * NANOS);
        double cpu = cpu(server);
        Watcher watcher = new Watcher(server, attack.aim() == Aim.HTTP_IDLE);
        try (watcher) {
            attack.assault().run(new Ground(port, tally, deadline, brief));
        }
        double seconds = (System.nanoTime() - began) / NANOS;
        double used = (cpu(server) - cpu) / NANOS;
        ask("during", honest);
        double more = Math.max(0, used - number("cores.before") * seconds);
        numbers.put("seconds", seconds);
        numbers.put("cores.during", used / seconds);
        numbers.put("cpuMicros.unit", more * 1e6 / Math.max(1, tally.units()));
        numbers.put("cpuMicros.connection", more * 1e6 / Math.max(1, tally.connections()));
        histogram = watcher.histogram();
        watcher.most()
                .forEach((name, value) -> numbers.put(
                        name + ".during", name.equals("descriptors") || name.equals("threads") ? value : value / MIB));
        if (attack.aim() == Aim.HTTP_IDLE) {
            double connections = Math.max(1, tally.connections());
            double heap = (number("heap.during") - number("heap.before")) * MIB / connections;
            numbers.put("heapBytes.connection", heap);
            numbers.put(
                    "directBytes.connection", (number("direct.during") - number("direct.before")) * MIB / connections);
            numbers.put(
                    "residentBytes.connection",
                    (number("resident.during") - number("resident.before")) * MIB / connections);
            numbers.put("heapMiB.100000", heap * 100_000 / MIB);
        }
    }

    private void notes(Child server, Tally tally) {
        String said = server.printed();
        if (!server.runs()) {
            notes.add("the server has ended: " + server.said().strip());
        }
        long errors = said.lines().filter(line -> line.contains("OutOfMemory")).count();
        if (errors > 0) {
            notes.add("it ran out of memory " + errors + " times");
        }
        if (tally.connections() > 0 && tally.cuts().isEmpty()) {
            notes.add("nobody was cut off");
        }
    }
}
