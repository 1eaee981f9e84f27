package dev.weir.bench.edge;

import dev.weir.bench.Workload;
import dev.weir.bench.admission.Ready;
import dev.weir.testkit.load.ServiceTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** The workloads at the socket, over HTTP/1.1. */
@SuppressWarnings("ImmutableEnumChecker") // none of its parts is ever changed
public enum Edge {
    /** What takes time but no processor. */
    @Workload(id = "W1", title = "at the socket: 16 slots of 20 ms, lognormal", item = "request", moreIsBetter = true)
    TIMED(
            Ready.of(16, Duration.ofMillis(20)),
            ServiceTime.lognormal(Duration.ofMillis(20), 0.3),
            List.of("2", "5", "10", "0.9"),
            Traffic.SMALL),
    /** What takes the processor that refusals take too. */
    @Workload(
            id = "W2",
            title = "at the socket: 1 ms of the server's only processor",
            item = "request",
            moreIsBetter = true)
    PROCESSOR(
            Ready.of(1, Duration.ofMillis(1)),
            ServiceTime.fixed(Duration.ofMillis(1)),
            List.of("2", "5", "10", "0.8"),
            Traffic.SMALL),
    /** Places that are taken by who does not read. */
    @Workload(
            id = "W6",
            title = "at the socket: 16 slots of 50 ms, answers of 64 KiB; one in ten asks for 4 MiB and reads nothing",
            item = "request",
            moreIsBetter = true)
    READERS(
            Ready.of(16, Duration.ofMillis(50)),
            ServiceTime.lognormal(Duration.ofMillis(50), 0.3),
            List.of("2", "0.8"),
            new Traffic(0, 64 * 1024, 0.1)),
    /** Bodies that are on their way while the answer is known. */
    @Workload(
            id = "W11",
            title = "at the socket: 16 slots of 20 ms, each request with 64 KiB of body",
            item = "request",
            moreIsBetter = true)
    BODIES(
            Ready.of(16, Duration.ofMillis(20)),
            ServiceTime.lognormal(Duration.ofMillis(20), 0.3),
            List.of("2", "0.9"),
            new Traffic(64 * 1024, Traffic.SMALL.gets(), 0)),
    /** The same for long. */
    @Workload(
            id = "W13",
            title = "at the socket: 30 minutes at twice what 16 slots of 20 ms can do",
            item = "request",
            moreIsBetter = true)
    LASTING(
            Ready.of(16, Duration.ofMillis(20)),
            ServiceTime.lognormal(Duration.ofMillis(20), 0.3),
            List.of("2"),
            Traffic.SMALL),
    /** Nothing but refusals. */
    @Workload(id = "cost", title = "at the socket: what it costs to refuse", item = "refusal")
    COST(Ready.of(1, Duration.ofDays(1)), ServiceTime.fixed(Duration.ofDays(1)), List.of("closed"), Traffic.SMALL);

    private final Ready about;
    private final ServiceTime time;
    private final List<String> loads;
    private final Traffic traffic;

    Edge(Ready about, ServiceTime time, List<String> loads, Traffic traffic) {
        this.about = about;
        this.time = time;
        this.loads = loads;
        this.traffic = traffic;
    }

    /** What it is told by. */
    public Workload about() {
        try {
            return Objects.requireNonNull(
                    Edge.class.getField(name()).getAnnotation(Workload.class), () -> this + " must have @Workload");
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    /** What somebody knows of the service who has measured it. */
    public Ready service() {
        return about;
    }

    /** Seconds after which a server is as it will be. Where its processor is scarce, so is what compiles its code. */
    public int warmUp() {
        return this == PROCESSOR ? 30 : 10;
    }

    /** How many times what can be done is asked for, one load after the other. */
    public List<String> loads() {
        return loads;
    }

    /** How many bytes each request brings. */
    public int body() {
        return traffic.brings();
    }

    /** Which part of all requests ask for much and read nothing of it. */
    public double unread() {
        return traffic.unread();
    }

    Traffic traffic() {
        return traffic;
    }

    ServiceTime time() {
        return time;
    }
}
