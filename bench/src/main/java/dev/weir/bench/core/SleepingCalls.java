package dev.weir.bench.core;

import dev.weir.bench.Workload;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The same as {@link BlockingCalls} with code that blocks for a millisecond, 3,200 times: 62,500 ns for each is the least it can
 * be, 200 ms for all. Measured is what is added to the sleep, that of the machine's own timers too; the floor says how much that
 * is.
 */
@Workload(id = "W6c", title = "calls that sleep for 1 ms", item = "call")
@State(Scope.Benchmark)
@OperationsPerInvocation(SleepingCalls.ITEMS)
public class SleepingCalls extends BlockingCalls {
    static final int ITEMS = 3_200;

    /** For JMH. */
    public SleepingCalls() {
        super(ITEMS);
    }

    @Override
    long call(long item) {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted in a call", e);
        }
        return super.call(item);
    }
}
