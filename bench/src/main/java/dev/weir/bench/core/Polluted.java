package dev.weir.bench.core;

import dev.weir.bench.Workload;
import java.util.List;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * The same as {@link Fused} in a JVM that ran other pipelines of the same library before, as a service does: 24 of them with
 * other functions, items and operators, each long enough to be compiled. So the compiler knows no more at a call site of the
 * library which function or which next stage it is to expect. The plain loop has nothing to be disturbed, and takes part
 * unchanged.
 */
@Workload(id = "W1P", title = "fused, after other pipelines have run")
@State(Scope.Benchmark)
public class Polluted extends Fused {
    private static final int TIMES = 100;

    private final LongUnaryOperator hidden = HiddenPipeline.of(n -> n + 1, n -> n * 3, n -> n ^ 5, n -> (n & 1) == 0);

    /** Runs others of the contender that is measured in this JVM. */
    @Setup(Level.Trial)
    public void pollute(BenchmarkParams measured) {
        String name = measured.getBenchmark();
        pollute(name.substring(name.lastIndexOf('.') + 1), TIMES);
    }

    static void pollute(String contender, int times) {
        List<Supplier<Object>> others = Others.of(contender);
        for (int time = 0; time < times; time++) {
            others.forEach(other -> Objects.requireNonNull(other.get(), "each must come to something"));
        }
    }

    /** A hidden class for each pipeline, with the functions as its constants. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long floorHidden() {
        return Sums.checked(SUM, hidden.applyAsLong(ITEMS));
    }
}
