package dev.weir.bench.core;

import dev.weir.bench.Workload;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long it takes from an offer to the answer, through one hop with a place for sixteen, to a consumer that sleeps because
 * there was nothing to do.
 *
 * <p>Measured: the offer, waking the consumer, and its answer, which is a write that the asker waits for. The asker is a
 * virtual thread; it gives way to others for up to 20 us and then sleeps, so that waking it may be in it too. Not measured:
 * more than one item at a time. With a {@code pause} all sleeps for so many microseconds before each offer, and the cores may
 * too. Those with {@code Virtual} in their name are told to run on virtual threads; the others run on their usual pools.
 */
@Workload(id = "W10", title = "there and back through one hop", item = "round trip")
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = "-Djmh.executor=VIRTUAL")
@State(Scope.Benchmark)
public class RoundTrip {
    /** Microseconds before each offer. */
    @Param({"0", "100"})
    public int pause;

    private final Answers answers = new Answers();
    private @Nullable Trip trip;
    private long next;

    /** Lets the consumer fall asleep. */
    @Setup(Level.Invocation)
    public void rest() {
        if (pause > 0) {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(pause));
        }
    }

    /** Stops the flow. */
    @TearDown
    public void end() {
        if (trip != null) {
            trip.close();
            trip = null;
        }
    }

    /** The first one starts the flow. */
    private long go(Function<Answers, Trip> start) {
        Trip way = trip;
        if (way == null) {
            way = start.apply(answers);
            trip = way;
        }
        long item = next++;
        way.offer(item);
        answers.await(item);
        return item;
    }

    /** A virtual thread that sleeps until a field is written. */
    @Benchmark
    public long floorVirtual() {
        return go(FloorTrips::virtual);
    }

    /** A platform thread that spins until a field is written. */
    @Benchmark
    public long floorSpin() {
        return go(FloorTrips::spinning);
    }

    /** {@link dev.weir.Entry#offer(Object)}. */
    @Benchmark
    public long weir() {
        return go(Trips::weir);
    }

    /** {@code Sinks.many} with {@code publishOn}. */
    @Benchmark
    public long reactor() {
        return go(Trips::reactor);
    }

    /** {@code Sinks.many} with {@code publishOn} virtual threads. */
    @Benchmark
    public long reactorVirtual() {
        return go(Trips::reactorVirtual);
    }

    /** {@code PublishProcessor} with {@code observeOn}. */
    @Benchmark
    public long rxJava() {
        return go(Trips::rxJava);
    }

    /** {@code UnicastProcessor} with {@code emitOn}. */
    @Benchmark
    public long mutiny() {
        return go(Trips::mutiny);
    }

    /** {@code Source.queue}. */
    @Benchmark
    public long pekko() {
        return go(Trips::pekko);
    }

    /** {@code Channel} with {@code consumeAsFlow}. */
    @Benchmark
    public long kotlin() {
        return go(Trips::kotlin);
    }

    /** {@code Channel} with {@code consumeAsFlow} on virtual threads. */
    @Benchmark
    public long kotlinVirtual() {
        return go(Trips::kotlinVirtual);
    }
}
