package dev.weir.bench;

import dev.weir.Capacity;
import dev.weir.Entry;
import dev.weir.Pipeline;
import dev.weir.Running;
import dev.weir.Sink;
import dev.weir.Source;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * What it costs to bring an item from one thread to another while both run as fast as they can: 100,000 boxed numbers
 * from a virtual thread, through a place for 1,024, to another one that adds them up.
 *
 * <p>Measured: putting, taking, waiting and waking together, from the start of both to the end of both. Not measured:
 * platform threads, whose waking costs far more, and more than one writer.
 */
public class Hop {
    static final int ITEMS = 100_000;

    private static final int CAPACITY = 1024;
    private static final long SUM = ITEMS * (ITEMS - 1L) / 2;
    private static final long LAST = -1;

    private static final Pipeline<Long> EMITTED = Source.<Long>generate(Capacity.items(CAPACITY), out -> {
                for (long n = 0; n < ITEMS; n++) {
                    out.emit(n);
                }
            })
            .to(sum());
    private static final Pipeline<Long> ENTERED =
            Source.<Long>entry("door", CAPACITY).to(sum());

    private static Sink<Long, Long> sum() {
        return Sink.collect(Collectors.summingLong(Long::longValue));
    }

    private static long checked(long sum) {
        if (sum != SUM) {
            throw new IllegalStateException("the sum must be " + SUM + " but was " + sum);
        }
        return sum;
    }

    /** {@link ArrayBlockingQueue#put}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long arrayBlockingQueue() throws InterruptedException, ExecutionException {
        return through(new ArrayBlockingQueue<>(CAPACITY));
    }

    /** {@link LinkedBlockingQueue#put}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long linkedBlockingQueue() throws InterruptedException, ExecutionException {
        return through(new LinkedBlockingQueue<>(CAPACITY));
    }

    private static long through(BlockingQueue<Long> queue) throws InterruptedException, ExecutionException {
        var reader = new FutureTask<>(() -> {
            long sum = 0;
            for (Long item = queue.take(); item != LAST; item = queue.take()) {
                sum += item;
            }
            return sum;
        });
        var writer = new FutureTask<>(() -> {
            for (long n = 0; n < ITEMS; n++) {
                queue.put(n);
            }
            queue.put(LAST);
            return ITEMS;
        });
        Thread.startVirtualThread(reader);
        Thread.startVirtualThread(writer);
        writer.get();
        return checked(reader.get());
    }

    /** {@link Entry#put}. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weirEntry() throws InterruptedException, ExecutionException {
        try (Running<Long> run = ENTERED.start()) {
            Entry<Long> entry = run.entry("door");
            var writer = new FutureTask<>(() -> {
                for (long n = 0; n < ITEMS; n++) {
                    entry.put(n);
                }
                entry.close();
                return ITEMS;
            });
            Thread.startVirtualThread(writer);
            writer.get();
            return checked(run.join());
        }
    }

    /** {@link dev.weir.Emitter#emit} into a link. */
    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long weirEmit() {
        try (Running<Long> run = EMITTED.start()) {
            return checked(run.join());
        }
    }
}
